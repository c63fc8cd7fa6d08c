/** Which data sets are here, on their way, or cannot be used, and why. */
import { create } from 'zustand';
import { loadDataset } from '../client/datasets';
import type { Dataset } from '../core/dataset';
import { DataProblem } from '../data/spec';
import { fileDataset } from './choices';
import { setDataset, useSettings } from './settings';

export type DataState =
  | { readonly phase: 'loading'; readonly done: number; readonly total: number }
  | { readonly phase: 'ready'; readonly dataset: Dataset }
  | { readonly phase: 'problem'; readonly title: string; readonly detail: string };

interface Data {
  readonly sets: Readonly<Record<string, DataState>>;
  /** The last one that could be used: the way back. */
  readonly lastGood?: string;
  /** Files that could not be used; the data set in use stays. */
  readonly fileProblem?: { readonly title: string; readonly detail: string };
}
export const useData = create<Data>(() => ({ sets: {} }));

const put = (id: string, state: DataState): void =>
  useData.setState(({ sets }) => ({ sets: { ...sets, [id]: state } }));

function inWords(error: unknown): { title: string; detail: string } {
  if (error instanceof DataProblem) return { title: error.title, detail: error.detail };
  const problem = error as { title?: unknown; detail?: unknown; message?: unknown } | undefined;
  // An error that crossed a worker's border has lost its class.
  if (typeof problem?.title === 'string')
    return { title: problem.title, detail: String(problem.detail ?? '') };
  return { title: 'The data set could not be read.', detail: String(problem?.message ?? error) };
}

const loading = new Map<string, Promise<Dataset | undefined>>();

async function load(id: string): Promise<Dataset | undefined> {
  let shown = 0;
  put(id, { phase: 'loading', done: 0, total: 0 });
  try {
    const dataset = await loadDataset(id, {
      onProgress: (done, total) => {
        const now = performance.now();
        if (now - shown < 100) return;
        shown = now;
        put(id, { phase: 'loading', done, total });
      },
    });
    put(id, { phase: 'ready', dataset });
    useData.setState({ lastGood: id });
    return dataset;
  } catch (error) {
    put(id, { phase: 'problem', ...inWords(error) });
    return undefined;
  } finally {
    loading.delete(id);
  }
}

/** The data set, from memory or loaded; undefined when it cannot be used (the state says why). */
export async function wantDataset(id: string): Promise<Dataset | undefined> {
  const state = useData.getState().sets[id];
  if (state?.phase === 'ready') {
    useData.setState({ lastGood: id });
    return state.dataset;
  }
  const promise = loading.get(id) ?? load(id);
  loading.set(id, promise);
  return promise;
}

/** Files dropped or chosen: they are used only when all is well with them. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  if (fileDataset === undefined || files.length === 0) return;
  const id = fileDataset;
  dismissFileProblem();
  try {
    const dataset = await loadDataset(id, { files });
    put(id, { phase: 'ready', dataset });
    if (useSettings.getState().draft.dataset !== id) setDataset(id);
    useData.setState({ lastGood: id });
  } catch (error) {
    useData.setState({ fileProblem: inWords(error) });
  }
}

export function dismissFileProblem(): void {
  useData.setState(({ sets, lastGood }) => (lastGood === undefined ? { sets } : { sets, lastGood }), true);
}

/** Loads what the settings name, now and whenever they name another. */
export function keepDataset(): void {
  void wantDataset(useSettings.getState().draft.dataset);
  useSettings.subscribe(({ draft }, before) => {
    if (draft.dataset !== before.draft.dataset) void wantDataset(draft.dataset);
  });
}
