/** Curves of the runs that are shown, read when they are first shown, and again when they have grown. */
import { create } from 'zustand';
import { keyText } from '../../notebook/keys';
import { NotebookProblem } from '../../notebook/problem';
import { readCurves } from '../../notebook/read';
import type { RunCurves, RunKey, RunRecord } from '../../notebook/records';

interface Curves {
  /** By `keyText`. */
  readonly curves: ReadonlyMap<string, RunCurves>;
  readonly problem: string | undefined;
}
export const useCurves = create<Curves>(() => ({ curves: new Map(), problem: undefined }));

/** What each of them was read for: a run's stored curves only grow, or begin again. */
const versions = new Map<string, string>();
const versionOf = ({ step, curveBytes, began }: RunRecord): string => `${began} ${step} ${curveBytes}`;

/** Runs read in one transaction. */
const AT_ONCE = 50;

async function readSome(runs: readonly RunRecord[]): Promise<void> {
  const read = await readCurves(runs.map((run): RunKey => [run.experiment, run.id]));
  useCurves.setState(({ curves }) => ({ curves: new Map([...curves, ...read]), problem: undefined }));
}

/** Call with the runs that are shown, whenever they change. */
export async function requestCurves(runs: readonly RunRecord[]): Promise<void> {
  const textOf = (run: RunRecord): string => keyText([run.experiment, run.id]);
  const stale = runs.filter((run) => run.curveBytes > 0 && versions.get(textOf(run)) !== versionOf(run));
  for (const run of stale) versions.set(textOf(run), versionOf(run));
  try {
    for (let from = 0; from < stale.length; from += AT_ONCE)
      await readSome(stale.slice(from, from + AT_ONCE));
  } catch (problem) {
    if (!(problem instanceof NotebookProblem)) throw problem;
    for (const run of stale) versions.delete(textOf(run));
    useCurves.setState({ problem: problem.message });
  }
}
