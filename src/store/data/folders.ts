/** Files of public data sets: which are here, which are being downloaded, and storage use. */
import { create } from 'zustand';
import { deleteStored, fetchFolder, listOwnSets, surveyData } from '../../client/datasets';
import { askToPersist } from '../../client/persist';
import { datasetIds, datasets } from '../../data';
import type { FolderState } from '../../data/fetch/sources';
import type { DatasetSpec } from '../../data/spec';
import { ownParts } from '../../data/storage/ownDatasets';
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
import { dismissStorageFull, reportStorageFull } from './storageFull';

export type FolderDownload =
  | { readonly phase: 'getting' | 'paused'; readonly done: number; readonly total: number }
  | ({ readonly phase: 'problem' } & Problem);

interface Folders {
  /** Undefined until the first survey. */
  readonly states: Readonly<Record<string, FolderState>> | undefined;
  readonly gets: Readonly<Record<string, FolderDownload>>;
  /** Bytes; undefined where the browser does not say. */
  readonly storage: { readonly used: number; readonly quota: number } | undefined;
}
export const useFolders = create<Folders>(() => ({ states: undefined, gets: {}, storage: undefined }));

const specs: readonly DatasetSpec[] = datasetIds.map((id) => datasets[id]);

/** Ids of the sets that load from a folder. */
export const setsOf = (folder: string): readonly string[] =>
  specs.filter((spec) => spec.files.length > 0 && spec.folder === folder).map(({ id }) => id);

const namesIn = (folder: string): readonly string[] => [
  ...new Set(
    specs.filter((spec) => spec.folder === folder).flatMap(({ files }) => files.map((file) => file.name)),
  ),
];

/** A folder's state without the browser's copies. */
export function withoutStored(state: FolderState): FolderState {
  const { folder, here, bytes, storedBytes, missing } = state;
  if (storedBytes === 0) return state;
  return {
    ...state,
    here: here === 'browser' ? undefined : here,
    bytes: bytes - storedBytes,
    storedBytes: 0,
    missing: bytes === storedBytes ? namesIn(folder) : missing,
  };
}

/** Deletes what earlier visits removed; failures are retried next time. */
async function emptyTrash(): Promise<void> {
  for (const what of await expiredTrash()) await deleteFromTrash(what, deleteStored).catch(() => undefined);
}

type Own = Awaited<ReturnType<typeof listOwnSets>>;
const showRemembered = (own: Own): void => showOwn(own.filter(({ info }) => !isInTrash(info.id)));

/** Reloads the list of own sets without asking the server. */
export async function refreshOwnSets(): Promise<void> {
  await listOwnSets().then(showRemembered, () => undefined);
}

/** Ids already reported in this visit. */
const reported = new Set<string>();

function reportDamaged(ids: readonly string[]): void {
  const news = ids.filter((id) => !reported.has(id));
  if (news.length === 0) return;
  for (const id of news) reported.add(id);
  const names = news.map((id) => `“${ownParts(id).name}”`).join(', ');
  const one = news.length === 1;
  showFileProblem({
    title: `${one ? 'A data set' : `${news.length} data sets`} of your own ${one ? 'is' : 'are'} damaged.`,
    detail: `The stored description of ${names} cannot be read. All other sets are fine. Import the same ${one ? 'file' : 'files'} again to replace ${one ? 'it' : 'them'}.`,
  });
}

/** Reloads what is here: own sets, folders, storage use. */
export async function refreshData(): Promise<void> {
  try {
    await emptyTrash();
    const { own, damaged, folders, storage } = await surveyData();
    showRemembered(own);
    reportDamaged(damaged.filter((id) => !isInTrash(id)));
    const shown = folders.map((state) => (isInTrash(state.folder) ? withoutStored(state) : state));
    useFolders.setState({
      states: Object.fromEntries(shown.map((state) => [state.folder, state])),
      storage,
    });
  } catch {
    // Without storage and server, the built-in sets still work.
    useFolders.setState(({ states }) => ({ states: states ?? {} }));
  }
}

interface Task {
  readonly controller: AbortController;
  /** Settles when its worker no longer uses the folder; never rejects. */
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
    // Wait for a pending deletion of the folder.
    await withStorageLock(async () => restoreFromTrash(folder));
    if ((await fetchFolder(folder, progress, signal)) === 'paused') return await refreshData();
    forgetFailures(setsOf(folder));
    await refreshData();
    if (useFolders.getState().states?.[folder]?.here === 'browser') void askToPersist();
    setDownload(folder, undefined);
    dismissStorageFull(folder);
    retryDatasets(setsOf(folder));
  } catch (error) {
    if (signal.aborted) return;
    const problem = inWords(error);
    setDownload(folder, { phase: 'problem', ...problem });
    const name = datasetChoice(setsOf(folder)[0] ?? folder).name;
    if (problem.needs !== undefined)
      reportStorageFull({ what: folder, name, problem, again: () => getFolder(folder) });
  }
}

/** Downloads a folder's missing files, or resumes. */
export async function getFolder(folder: string): Promise<void> {
  const before = tasks.get(folder);
  if (before && !before.controller.signal.aborted) return;
  const controller = new AbortController();
  const get = useFolders.getState().gets[folder];
  const { done, total } = get && get.phase !== 'problem' ? get : { done: 0, total: 0 };
  setDownload(folder, { phase: 'getting', done, total });
  // A download that was just paused may still be writing its last bytes.
  const over = (before?.over ?? Promise.resolve()).then(() =>
    controller.signal.aborted ? undefined : fetchOnce(folder, controller.signal),
  );
  const task = { controller, over };
  tasks.set(folder, task);
  await over;
  if (tasks.get(folder) === task) tasks.delete(folder);
}

/** Keeps what is here; `getFolder` resumes. */
export function pauseDownload(folder: string): void {
  const get = useFolders.getState().gets[folder];
  if (get?.phase !== 'getting') return;
  tasks.get(folder)?.controller.abort();
  setDownload(folder, { ...get, phase: 'paused' });
}

export function dismissDownload(folder: string): void {
  setDownload(folder, undefined);
}

/** Surveys the folders once the first data set has loaded, and again when another tab changes something. */
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
