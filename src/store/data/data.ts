/** Data sets in memory, being loaded or unusable, and the user's own sets. */
import { create } from 'zustand';
import { loadDataset } from '../../client/datasets';
import type { Dataset, Split } from '../../core/samples/dataset';
import { DataProblem, type DatasetInfo } from '../../data/spec';
import { addOwnDataset } from '../../data/storage/ownDatasets';
import { goTo } from '../page/page';
import type { SettingsForm } from '../settings/settings';

export interface Problem {
  readonly title: string;
  readonly detail: string;
  /** Bytes that did not fit into the browser's storage. */
  readonly needs?: number | undefined;
}
export type DataState =
  | { readonly phase: 'loading'; readonly done: number; readonly total: number }
  | { readonly phase: 'ready'; readonly dataset: Dataset }
  | ({ readonly phase: 'problem' } & Problem);

export interface OwnSet {
  readonly info: DatasetInfo;
  readonly bytes: number;
  /** False if the browser could not store it: it lasts until the page is closed. */
  readonly stored: boolean;
}

interface Data {
  readonly sets: Readonly<Record<string, DataState>>;
  /** The user's own, in order of import. */
  readonly own: readonly OwnSet[];
  /** The last one that could be loaded, offered as a fallback. */
  readonly lastGood?: string;
  /** Problem with dropped or chosen files; the current data set stays. */
  readonly fileProblem?: Problem;
}
export const useData = create<Data>(() => ({ sets: {}, own: [] }));

/** Limit for data sets in memory; the least recently used are evicted and can be reloaded. */
const MOST_BYTES = 256_000_000;
/** The most recent sets are never evicted: a run may still use the one before. */
const AT_LEAST = 2;

const splitBytes = ({ inputs, targets }: Split): number =>
  inputs.byteLength + (targets.kind === 'classes' ? targets.labels : targets.values).byteLength;
const datasetBytes = ({ train, test }: Dataset): number => splitBytes(train) + splitBytes(test);

/** Ids, most recently used first. */
let wanted: readonly string[] = [];

function evictLarge(sets: Data['sets'], own: Data['own']): Data['sets'] {
  const unkept = new Set(own.filter(({ stored }) => !stored).map(({ info }) => info.id));
  let bytes = 0;
  const entries = Object.entries(sets).sort(([a], [b]) => wanted.indexOf(a) - wanted.indexOf(b));
  const staying = entries.filter(([id, state], place) => {
    if (state.phase !== 'ready') return true;
    bytes += datasetBytes(state.dataset);
    return place < AT_LEAST || bytes <= MOST_BYTES || unkept.has(id);
  });
  return Object.fromEntries(staying);
}

const put = (id: string, state: DataState): void =>
  useData.setState(({ sets, own }) => {
    const next = { ...sets, [id]: state };
    return { sets: state.phase === 'ready' ? evictLarge(next, own) : next };
  });

export function inWords(error: unknown): Problem {
  if (error instanceof DataProblem) {
    const { title, detail, needs } = error;
    return { title, detail, ...(needs === undefined ? {} : { needs }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'The data could not be read.', detail: message };
}

const loading = new Map<string, Promise<Dataset | undefined>>();

async function load(id: string): Promise<Dataset | undefined> {
  let shown = 0;
  put(id, { phase: 'loading', done: 0, total: 0 });
  try {
    const dataset = await loadDataset(id, (done, total) => {
      const now = performance.now();
      if (now - shown < 100) return;
      shown = now;
      put(id, { phase: 'loading', done, total });
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

/** The data set, from memory or loaded; undefined when it cannot be loaded (its state says why). */
export async function requestDataset(id: string): Promise<Dataset | undefined> {
  wanted = [id, ...wanted.filter((other) => other !== id)];
  const state = useData.getState().sets[id];
  if (state?.phase === 'ready') {
    useData.setState({ lastGood: id });
    return state.dataset;
  }
  const promise = loading.get(id) ?? load(id);
  loading.set(id, promise);
  return promise;
}

/** Settings of every lab on the page; those of the Lab page first. */
const forms: SettingsForm[] = [];

/** @returns a function that unregisters it */
export function registerForm(settings: SettingsForm): () => void {
  forms.push(settings);
  return () => void forms.splice(forms.indexOf(settings), 1);
}

/** Settings of the Lab page, which receives dropped files and choices from the Data page. */
export function labSettings(): SettingsForm {
  const [first] = forms;
  if (!first) throw new Error('No lab is registered.');
  return first;
}

/** Opens the Lab with this data set. */
export function openInLab(id: string): void {
  const { useSettings, setDataset } = labSettings();
  if (useSettings.getState().draft.dataset !== id) setDataset(id);
  goTo('lab');
}

/** Retries sets whose files have arrived, where some lab's settings use them. */
export function retryDatasets(ids: readonly string[]): void {
  for (const { useSettings } of forms) {
    const { dataset } = useSettings.getState().draft;
    if (ids.includes(dataset) && useData.getState().sets[dataset]?.phase === 'problem')
      void requestDataset(dataset);
  }
}

/** Replaces the stored own sets; sets that exist only for this visit stay. */
export function showOwn(kept: readonly { readonly info: DatasetInfo; readonly bytes: number }[]): void {
  for (const { info } of kept) addOwnDataset(info);
  const ids = new Set(kept.map(({ info }) => info.id));
  useData.setState(({ own }) => ({
    own: [
      ...kept.map((one) => ({ ...one, stored: true })),
      ...own.filter((one) => !one.stored && !ids.has(one.info.id)),
    ],
  }));
}

/** Adds it to the list, without duplicates: another tab may have restored it meanwhile. */
export function showOwnSet(set: OwnSet): void {
  useData.setState(({ own }) => ({ own: [...own.filter(({ info }) => info.id !== set.info.id), set] }));
}

export function addOwnSet(set: OwnSet, dataset: Dataset): void {
  const { id } = set.info;
  addOwnDataset(set.info);
  wanted = [id, ...wanted.filter((other) => other !== id)];
  showOwnSet(set);
  put(id, { phase: 'ready', dataset });
}

/**
 * Removes it from the lists. Its description stays in the registry while the page is open, because settings and
 * curves may still refer to it; so do samples in use.
 */
export function hideOwnSet(id: string): void {
  useData.setState(({ own }) => ({ own: own.filter(({ info }) => info.id !== id) }));
}

export function showFileProblem(fileProblem: Problem): void {
  useData.setState({ fileProblem });
}
export function dismissFileProblem(): void {
  useData.setState(({ fileProblem: _gone, ...rest }) => rest, true);
}

/**
 * Loads a lab's data set, and another one whenever its settings change.
 * @param ready the first one waits for it
 * @returns a function that stops it
 */
export function watchDataset(settings: SettingsForm, ready = Promise.resolve()): () => void {
  const { useSettings } = settings;
  const leave = registerForm(settings);
  void ready.then(() => requestDataset(useSettings.getState().draft.dataset));
  const stop = useSettings.subscribe(({ draft }, before) => {
    if (draft.dataset !== before.draft.dataset) void requestDataset(draft.dataset);
  });
  return () => {
    stop();
    leave();
  };
}
