/** What the notebook holds, as the page shows it: read once, then kept up to date with the changes of all tabs. */
import { create } from 'zustand';
import { listen, type NotebookNews } from '../../notebook/channel';
import { keyText } from '../../notebook/keys';
import { NotebookProblem } from '../../notebook/problem';
import { listNotebook, readRuns } from '../../notebook/read';
import type { ExperimentRecord, RunKey, RunRecord } from '../../notebook/records';
import { emptyTrash } from './actions';

interface Notebook {
  readonly state: 'closed' | 'opening' | 'open' | 'refused';
  /** Why it cannot be read. */
  readonly problem: string | undefined;
  /** Newest first. */
  readonly experiments: readonly ExperimentRecord[];
  readonly runs: readonly RunRecord[];
  /** Records that cannot be read. */
  readonly damaged: number;
}

export const useNotebook = create<Notebook>(() => ({
  state: 'closed',
  problem: undefined,
  experiments: [],
  runs: [],
  damaged: 0,
}));

const textOf = ({ experiment, id }: RunRecord): string => keyText([experiment, id]);

/** @param text of its key */
export const runOf = (runs: readonly RunRecord[], text: string | undefined): RunRecord | undefined =>
  text === undefined ? undefined : runs.find((run) => textOf(run) === text);

async function load(): Promise<void> {
  try {
    const { experiments, runs, damaged } = await listNotebook();
    useNotebook.setState({
      ...{ state: 'open', problem: undefined, runs, damaged },
      experiments: experiments.toSorted((a, b) => b.created - a.created),
    });
  } catch (problem) {
    if (!(problem instanceof NotebookProblem)) throw problem;
    useNotebook.setState({ state: 'refused', problem: problem.message });
  }
}

/** @returns false, and nothing is changed, where one of them came, went, or cannot be read */
async function loadRuns(keys: readonly RunKey[]): Promise<boolean> {
  const { state, runs } = useNotebook.getState();
  const known = new Set(runs.map(textOf));
  if (state !== 'open' || !keys.every((key) => known.has(keyText(key)))) return false;
  const read = await readRuns(keys).catch(() => undefined);
  if (!read) return false;
  const now = new Map(read.map((run) => [textOf(run), run]));
  useNotebook.setState({ runs: runs.map((run) => now.get(textOf(run)) ?? run) });
  return true;
}

/** Milliseconds between two readings. */
const INTERVAL = 250;

/** What has changed since the last reading: these runs, by `keyText`, or anything. */
const stale = { runs: new Map<string, RunKey>(), all: false };

async function update(): Promise<void> {
  const { runs, all } = stale;
  Object.assign(stale, { runs: new Map(), all: false });
  if (all || !(await loadRuns([...runs.values()]))) await load();
}

/** One reading at a time, so that an older one never comes last. */
let busy = false;

function plan(): void {
  if (busy || (!stale.all && stale.runs.size === 0)) return;
  busy = true;
  const free = (): void => {
    busy = false;
    plan();
  };
  setTimeout(() => void update().finally(free), INTERVAL);
}

function soon(news: NotebookNews): void {
  if (news.what !== 'changed') return;
  if (news.keys) for (const key of news.keys) stale.runs.set(keyText(key), key);
  else stale.all = true;
  plan();
}

/** Reads it, and follows it from now on. */
export async function openNotebook(): Promise<void> {
  if (useNotebook.getState().state !== 'closed') return;
  useNotebook.setState({ state: 'opening' });
  busy = true;
  listen(soon);
  await load();
  busy = false;
  plan();
  // What an earlier visit removed.
  await emptyTrash();
}
