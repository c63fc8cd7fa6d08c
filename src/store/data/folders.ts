/** Files of public data sets: which are here, which are on their way, and what the browser's storage holds. */
import { create } from 'zustand';
import { deleteKept, fetchFolder, listOwnSets, surveyData } from '../../client/datasets';
import { askToPersist } from '../../client/persist';
import { datasetIds, datasets } from '../../data';
import type { FolderState } from '../../data/fetch/sources';
import { ownParts } from '../../data/keep/own';
import type { DatasetSpec } from '../../data/spec';
import { onDataElsewhere } from '../page/otherTabs';
import {
  deleteFromTrash,
  expiredTrash,
  isInTrash,
  onTrashChangedElsewhere,
  restoreFromTrash,
  withStorageLock,
} from '../page/trash';
import { datasetChoice } from '../settings/choices';
import { inWords, type Problem, retryDatasets, showFileProblem, showOwn, useData } from './data';
import { forgetFailures } from './previews';
import { askForRoom, dismissRoom } from './room';

export type FolderDownload =
  | { readonly phase: 'getting' | 'paused'; readonly done: number; readonly total: number }
  | ({ readonly phase: 'problem' } & Problem);

interface Folders {
  /** Undefined until they have been looked for. */
  readonly states: Readonly<Record<string, FolderState>> | undefined;
  readonly gets: Readonly<Record<string, FolderDownload>>;
  /** Bytes; undefined where the browser does not say. */
  readonly storage: { readonly used: number; readonly quota: number } | undefined;
}
export const useFolders = create<Folders>(() => ({ states: undefined, gets: {}, storage: undefined }));

const specs: readonly DatasetSpec[] = datasetIds.map((id) => datasets[id]);

/** Sets that load from a folder's files. */
export const setsOf = (folder: string): readonly string[] =>
  specs.filter((spec) => spec.files.length > 0 && spec.folder === folder).map(({ id }) => id);

const namesIn = (folder: string): readonly string[] => [
  ...new Set(
    specs.filter((spec) => spec.folder === folder).flatMap(({ files }) => files.map((file) => file.name)),
  ),
];

/** A folder without what the browser keeps of it. */
export function withoutKept(state: FolderState): FolderState {
  const { folder, here, bytes, keptBytes, missing } = state;
  if (keptBytes === 0) return state;
  return {
    ...state,
    here: here === 'browser' ? undefined : here,
    bytes: bytes - keptBytes,
    keptBytes: 0,
    missing: bytes === keptBytes ? namesIn(folder) : missing,
  };
}

/** Takes away what earlier visits removed; what cannot go now is tried again. */
async function emptyTrash(): Promise<void> {
  for (const what of await expiredTrash()) await deleteFromTrash(what, deleteKept).catch(() => undefined);
}

type Own = Awaited<ReturnType<typeof listOwnSets>>;
const showRemembered = (own: Own): void => showOwn(own.filter(({ info }) => !isInTrash(info.id)));

/** The person's own sets alone: no server is asked. */
export async function refreshOwnSets(): Promise<void> {
  await listOwnSets().then(showRemembered, () => undefined);
}

/** What was told of already: once in a visit is enough. */
const told = new Set<string>();

function reportDamaged(ids: readonly string[]): void {
  const news = ids.filter((id) => !told.has(id));
  if (news.length === 0) return;
  for (const id of news) told.add(id);
  const names = news.map((id) => `“${ownParts(id).name}”`).join(', ');
  const one = news.length === 1;
  showFileProblem({
    title: `${one ? 'A data set' : `${news.length} data sets`} of your own ${one ? 'is' : 'are'} damaged.`,
    detail: `What the browser keeps of ${names} does not say what it is. All others are here. Import the same ${one ? 'file' : 'files'} again: the new ${one ? 'set takes' : 'sets take'} the place of the damaged.`,
  });
}

/** Looks again at what is here: own sets, folders, storage. */
export async function refreshData(): Promise<void> {
  try {
    await emptyTrash();
    const { own, damaged, folders, storage } = await surveyData();
    showRemembered(own);
    reportDamaged(damaged.filter((id) => !isInTrash(id)));
    const shown = folders.map((state) => (isInTrash(state.folder) ? withoutKept(state) : state));
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

function setDownload(folder: string, get: FolderDownload | undefined): void {
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
    setDownload(folder, { phase: 'getting', done, total });
  };
  try {
    // What is being taken away is gone before anything comes.
    await withStorageLock(async () => restoreFromTrash(folder));
    if ((await fetchFolder(folder, progress, signal)) === 'paused') return await refreshData();
    forgetFailures(setsOf(folder));
    await refreshData();
    if (useFolders.getState().states?.[folder]?.here === 'browser') void askToPersist();
    setDownload(folder, undefined);
    dismissRoom(folder);
    retryDatasets(setsOf(folder));
  } catch (error) {
    if (signal.aborted) return;
    const problem = inWords(error);
    setDownload(folder, { phase: 'problem', ...problem });
    const name = datasetChoice(setsOf(folder)[0] ?? folder).name;
    if (problem.needs !== undefined)
      askForRoom({ what: folder, name, problem, again: () => getFolder(folder) });
  }
}

/** Fetches what is missing of a folder, or goes on with it. */
export async function getFolder(folder: string): Promise<void> {
  const before = tasks.get(folder);
  if (before && !before.controller.signal.aborted) return;
  const controller = new AbortController();
  const get = useFolders.getState().gets[folder];
  const { done, total } = get && get.phase !== 'problem' ? get : { done: 0, total: 0 };
  setDownload(folder, { phase: 'getting', done, total });
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
export function pauseDownload(folder: string): void {
  const get = useFolders.getState().gets[folder];
  if (get?.phase !== 'getting') return;
  tasks.get(folder)?.controller.abort();
  setDownload(folder, { ...get, phase: 'paused' });
}

export function dismissDownload(folder: string): void {
  setDownload(folder, undefined);
}

/** After the first set has come: the lists of data sets say then what is here. */
export function watchFolders(): void {
  const unsubscribe = useData.subscribe(({ sets }) => {
    if (Object.values(sets).every(({ phase }) => phase === 'loading')) return;
    unsubscribe();
    if (useFolders.getState().states === undefined) void refreshData();
  });
  onTrashChangedElsewhere(() => void refreshData());
  onDataElsewhere(async () => {
    await refreshData();
    retryDatasets(useData.getState().own.map(({ info }) => info.id));
  });
}
