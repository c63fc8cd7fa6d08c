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
import { changeUnrecorded, isUnrecorded, recordLater } from './unrecorded';

/** An experiment in the notebook, and which of its runs go on from a checkpoint. */
export interface KeptExperiment {
  readonly id: ExperimentId;
  readonly resumes: ReadonlySet<RunId>;
}

export const orderOf =
  (kept: KeptExperiment | undefined) =>
  (run: RunId): KeepOrder | undefined =>
    kept && {
      key: [kept.id, run],
      resume: kept.resumes.has(run),
      unrecorded: isUnrecorded(kept.id),
    };

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

function recordsOf(experiment: Experiment, sweep: readonly SweepAxis[], backend?: BackendId) {
  const id = newId();
  const record = experimentRecord(id, experiment, sweep, Date.now());
  const runs = expandSweep(experiment, sweep).map((run, place) => ({
    ...waitingRun(id, run, place),
    ...(backend ? { backend } : {}),
  }));
  return { record, runs };
}

/** Adds an experiment for the queue. @returns undefined if it cannot be kept, which the user is told */
export const keepExperiment = (
  experiment: Experiment,
  sweep: readonly SweepAxis[],
): Promise<KeptExperiment | undefined> =>
  reported(async () => {
    const { record, runs } = recordsOf(experiment, sweep);
    await addExperiment(record, runs);
    void askToPersist();
    return { id: record.id, resumes: new Set<RunId>() };
  });

/**
 * Adds an experiment before it trains. Where the storage is full, it trains all the same, and is added when there is room;
 * the user is told.
 * @returns undefined if the browser cannot keep it
 */
export const keepWhatTrains = (
  experiment: Experiment,
  backend: BackendId,
): Promise<KeptExperiment | undefined> =>
  reported(async () => {
    const { record, runs } = recordsOf(experiment, [], backend);
    try {
      await addExperiment(record, runs);
    } catch (problem) {
      if (!(problem instanceof NotebookProblem && problem.kind === 'full')) throw problem;
      recordLater(record, runs);
      reportNotKept({
        title: problem.title,
        detail: `${problem.detail} The experiment is kept as soon as there is room.`,
      });
    }
    void askToPersist();
    return { id: record.id, resumes: new Set<RunId>() };
  });

/** Notes the state of those of the runs that have not ended. */
export async function noteState(
  kept: KeptExperiment | undefined,
  runs: Iterable<RunId>,
  state: RunState,
): Promise<void> {
  if (!kept) return;
  const all = [...runs];
  const change = (old: RunRecord): RunRecord =>
    isOver(old) && state !== 'training' ? old : { ...old, state };
  changeUnrecorded(kept.id, new Set(all), change);
  const keys = all.map((run) => [kept.id, run] as const);
  await reported(() => changeRuns(keys, change));
}
