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

/** Stored bytes that one transaction reads, more only for a single run: the page draws and answers in between. */
const AT_ONCE = 1_000_000;

function batches(runs: readonly RunRecord[]): readonly (readonly RunRecord[])[] {
  const all: RunRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const run of runs) {
    const last = all.at(-1);
    bytes += run.curveBytes;
    if (last && bytes <= AT_ONCE) last.push(run);
    else {
      all.push([run]);
      bytes = run.curveBytes;
    }
  }
  return all;
}

/** Milliseconds between two drawings of curves while more come in. */
const REDRAW = 250;

/** All batches at once, so that the storage reads on while the page takes what has come. */
async function readAll(runs: readonly RunRecord[]): Promise<void> {
  let come: (readonly [string, RunCurves])[] = [];
  let shownAt = performance.now();
  const show = (): void => {
    const news = come;
    come = [];
    shownAt = performance.now();
    if (news.length > 0)
      useCurves.setState(({ curves }) => ({ curves: new Map([...curves, ...news]), problem: undefined }));
  };
  const readSome = async (some: readonly RunRecord[]): Promise<void> => {
    come.push(...(await readCurves(some.map((run): RunKey => [run.experiment, run.id]))));
    if (performance.now() - shownAt > REDRAW) show();
  };
  await Promise.all(batches(runs).map(readSome)).finally(show);
}

/** Call with the runs that are shown, whenever they change. */
export async function requestCurves(runs: readonly RunRecord[]): Promise<void> {
  const textOf = (run: RunRecord): string => keyText([run.experiment, run.id]);
  const stale = runs.filter((run) => run.curveBytes > 0 && versions.get(textOf(run)) !== versionOf(run));
  for (const run of stale) versions.set(textOf(run), versionOf(run));
  try {
    await readAll(stale);
  } catch (problem) {
    if (!(problem instanceof NotebookProblem)) throw problem;
    for (const run of stale) versions.delete(textOf(run));
    useCurves.setState({ problem: problem.message });
  }
}
