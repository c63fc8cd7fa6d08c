/** Files of public data sets: which are here, which are on their way, and what the browser's storage holds. */
import { create } from 'zustand';
import { fetchFolder, surveyData } from '../client/datasets';
import { askToPersist } from '../client/persist';
import { datasetIds, datasets } from '../data';
import type { FolderState } from '../data/sources';
import type { DatasetSpec } from '../data/spec';
import { dataCame, inWords, type Problem, showOwn, useData } from './data';
import { forgottenBefore, isForgotten, remember, settleForgotten } from './forgotten';

export type Getting =
  | { readonly phase: 'getting' | 'paused'; readonly done: number; readonly total: number }
  | ({ readonly phase: 'problem' } & Problem);

interface Folders {
  /** Undefined until they have been looked for. */
  readonly states: Readonly<Record<string, FolderState>> | undefined;
  readonly gets: Readonly<Record<string, Getting>>;
  /** Bytes; undefined where the browser does not say. */
  readonly storage: { readonly used: number; readonly quota: number } | undefined;
}
export const useFolders = create<Folders>(() => ({ states: undefined, gets: {}, storage: undefined }));

const specs: readonly DatasetSpec[] = datasetIds.map((id) => datasets[id]);

/** Sets that load from a folder's files. */
export const setsOf = (folder: string): readonly string[] =>
  specs.filter((spec) => spec.files.length > 0 && spec.folder === folder).map(({ id }) => id);

/** Looks again at what is here: own sets, folders, storage. */
export async function lookAround(): Promise<void> {
  try {
    const gone = forgottenBefore();
    const { own, folders, storage } = await surveyData(gone);
    settleForgotten(gone);
    showOwn(own.filter(({ info }) => !isForgotten(info.id)));
    const shown = folders.map((state) =>
      isForgotten(state.folder) ? { ...state, here: undefined, bytes: 0 } : state,
    );
    useFolders.setState({
      states: Object.fromEntries(shown.map((state) => [state.folder, state])),
      storage,
    });
  } catch {
    // Without storage and server there is still what is built in.
    useFolders.setState(({ states }) => ({ states: states ?? {} }));
  }
}

interface Task {
  readonly controller: AbortController;
  /** Settles when its worker has let go of the folder; never rejects. */
  readonly over: Promise<void>;
}
const tasks = new Map<string, Task>();

function putGet(folder: string, get: Getting | undefined): void {
  useFolders.setState(({ gets: { [folder]: _old, ...others } }) => ({
    gets: get === undefined ? others : { ...others, [folder]: get },
  }));
}

async function fetchOnce(folder: string, signal: AbortSignal): Promise<void> {
  let shown = 0;
  const progress = (done: number, total: number): void => {
    const now = performance.now();
    if (signal.aborted || now - shown < 100) return;
    shown = now;
    putGet(folder, { phase: 'getting', done, total });
  };
  try {
    if ((await fetchFolder(folder, progress, signal)) === 'paused') return;
    await lookAround();
    if (useFolders.getState().states?.[folder]?.here === 'browser') void askToPersist();
    putGet(folder, undefined);
    dataCame(setsOf(folder));
  } catch (error) {
    if (!signal.aborted) putGet(folder, { phase: 'problem', ...inWords(error) });
  }
}

/** Fetches what is missing of a folder, or goes on with it. */
export async function getFolder(folder: string): Promise<void> {
  const before = tasks.get(folder);
  if (before && !before.controller.signal.aborted) return;
  const controller = new AbortController();
  remember(folder);
  const get = useFolders.getState().gets[folder];
  const { done, total } = get && get.phase !== 'problem' ? get : { done: 0, total: 0 };
  putGet(folder, { phase: 'getting', done, total });
  // One that was paused a moment ago may still be putting its last bytes away.
  const over = (before?.over ?? Promise.resolve()).then(() =>
    controller.signal.aborted ? undefined : fetchOnce(folder, controller.signal),
  );
  const task = { controller, over };
  tasks.set(folder, task);
  await over;
  if (tasks.get(folder) === task) tasks.delete(folder);
}

/** What is here stays; `getFolder` goes on from there. */
export function pauseFolder(folder: string): void {
  const get = useFolders.getState().gets[folder];
  if (get?.phase !== 'getting') return;
  tasks.get(folder)?.controller.abort();
  putGet(folder, { ...get, phase: 'paused' });
}

export function dismissGet(folder: string): void {
  putGet(folder, undefined);
}

/** After the first set has come: the lists of data sets say then what is here. */
export function keepFolders(): void {
  const unsubscribe = useData.subscribe(({ sets }) => {
    if (Object.values(sets).every(({ phase }) => phase === 'loading')) return;
    unsubscribe();
    if (useFolders.getState().states === undefined) void lookAround();
  });
}
