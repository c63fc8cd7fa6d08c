/** What the notebook holds, as the page shows it: read once, then kept up to date with the changes of all tabs. */
import { create } from 'zustand';
import { listen, type NotebookNews } from '../../notebook/channel';
import { keyText } from '../../notebook/keys';
import { NotebookProblem } from '../../notebook/problem';
import { listNotebook } from '../../notebook/read';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
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

/** @param text of its key */
export const runOf = (runs: readonly RunRecord[], text: string | undefined): RunRecord | undefined =>
  text === undefined ? undefined : runs.find((run) => keyText([run.experiment, run.id]) === text);

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

/** Milliseconds between two readings. */
const INTERVAL = 250;
let planned = false;

function soon({ what }: NotebookNews): void {
  if (what !== 'changed' || planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    void load();
  }, INTERVAL);
}

/** Reads it, and follows it from now on. */
export async function openNotebook(): Promise<void> {
  if (useNotebook.getState().state !== 'closed') return;
  useNotebook.setState({ state: 'opening' });
  listen(soon);
  await load();
  // What an earlier visit removed.
  await emptyTrash();
}
