/** Keeps a lab's runs in the notebook: makes their records before they train, and notes how they stand. */
import { askToPersist } from '../../../client/persist';
import type { KeepOrder } from '../../../client/types';
import type { BackendId } from '../../../core/run/backends';
import type { Experiment, RunId } from '../../../core/run/spec';
import { expandSweep, type SweepAxis } from '../../../experiment/sweep/sweep';
import { experimentRecord, newId, waitingRun } from '../../../notebook/newExperiment';
import { NotebookProblem } from '../../../notebook/problem';
import type { ExperimentId, RunRecord, RunState } from '../../../notebook/records';
import { addExperiment, changeRuns } from '../../../notebook/write';
import { reportNotKept } from './notKept';

/** An experiment in the notebook, and which of its runs go on from a checkpoint. */
export interface KeptExperiment {
  readonly id: ExperimentId;
  readonly resumes: ReadonlySet<RunId>;
}

export const orderOf =
  (kept: KeptExperiment | undefined) =>
  (run: RunId): KeepOrder | undefined =>
    kept && { key: [kept.id, run], resume: kept.resumes.has(run) };

const isOver = ({ state }: RunRecord): boolean => ['done', 'diverged', 'failed', 'stopped'].includes(state);

/** Writes that fail are reported; training goes on. */
async function reported<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (problem) {
    if (!(problem instanceof NotebookProblem)) throw problem;
    reportNotKept(problem);
    return undefined;
  }
}

/**
 * Adds an experiment before it trains; undefined if it cannot be kept, which the user is told.
 * @param backend undefined: chosen when its first run begins
 */
export async function keepExperiment(
  experiment: Experiment,
  sweep: readonly SweepAxis[],
  backend?: BackendId,
): Promise<KeptExperiment | undefined> {
  const id = newId();
  const record = experimentRecord(id, experiment, sweep, Date.now());
  const runs = expandSweep(experiment, sweep).map((run, place) => ({
    ...waitingRun(id, run, place),
    ...(backend ? { backend } : {}),
  }));
  return reported(async () => {
    await addExperiment(record, runs);
    void askToPersist();
    return { id, resumes: new Set<RunId>() };
  });
}

/** Notes the state of those of its runs that have not ended. @param only default: all */
export async function noteState(
  kept: KeptExperiment | undefined,
  runs: Iterable<RunId>,
  state: RunState,
): Promise<void> {
  if (!kept) return;
  const keys = [...runs].map((run) => [kept.id, run] as const);
  await reported(() =>
    changeRuns(keys, (old) => (isOver(old) && state !== 'training' ? old : { ...old, state })),
  );
}
