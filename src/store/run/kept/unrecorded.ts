/** Experiments for which the notebook had no room before they trained: added as soon as there is. */
import type { RunId } from '../../../core/run/spec';
import { NotebookProblem } from '../../../notebook/problem';
import type { ExperimentId, ExperimentRecord, RunRecord } from '../../../notebook/records';
import { addExperiment } from '../../../notebook/write';
import { noteRecorded, noteUnrecorded, reportNotKept } from './notKept';

/** Milliseconds between two attempts. */
export const RETRY = 3000;

interface Unrecorded {
  readonly record: ExperimentRecord;
  readonly runs: readonly RunRecord[];
}
const waiting = new Map<ExperimentId, Unrecorded>();
let isTimed = false;

export const isUnrecorded = (id: ExperimentId): boolean => waiting.has(id);

async function tryAgain(): Promise<void> {
  for (const [id, { record, runs }] of waiting) {
    try {
      await addExperiment(record, runs);
    } catch (problem) {
      if (!(problem instanceof NotebookProblem)) throw problem;
      if (problem.kind === 'full') break;
      reportNotKept(problem);
    }
    waiting.delete(id);
    noteRecorded(id);
  }
  isTimed = waiting.size > 0;
  if (isTimed) setTimeout(tryAgain, RETRY);
}

/** Tries again until it fits. */
export function recordLater(record: ExperimentRecord, runs: readonly RunRecord[]): void {
  waiting.set(record.id, { record, runs });
  noteUnrecorded(record.id);
  if (!isTimed) setTimeout(tryAgain, RETRY);
  isTimed = true;
}

/** Changes records that are not in the notebook yet. */
export function changeUnrecorded(
  id: ExperimentId,
  of: ReadonlySet<RunId>,
  change: (old: RunRecord) => RunRecord,
): void {
  const one = waiting.get(id);
  if (one) waiting.set(id, { ...one, runs: one.runs.map((run) => (of.has(run.id) ? change(run) : run)) });
}
