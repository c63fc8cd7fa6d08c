/** Keeps a lab's runs in the notebook: makes their records before they train, and notes how they stand. */
import type { KeepOrder } from '../../../client/types';
import type { BackendId } from '../../../core/run/backends';
import type { Experiment, RunId } from '../../../core/run/spec';
import type { Dataset } from '../../../core/samples/dataset';
import { expand } from '../../../experiment/expand';
import type { ExperimentId, RunRecord, RunState } from '../../../notebook/records';
import { addExperiment, changeRuns, NotebookProblem } from '../../../notebook/write';
import { factsOf, nameOf, newId } from './newExperiment';
import { reportNotKept } from './notKept';
import { noteShown } from './shown';

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

/** Adds an experiment that is about to train; undefined if it cannot be kept. */
export async function keepExperiment(
  experiment: Experiment,
  dataset: Dataset,
  backend: BackendId,
): Promise<KeptExperiment | undefined> {
  const id = newId();
  const record = {
    ...{ id, name: nameOf(experiment), created: Date.now(), settings: experiment, sweep: [], note: '' },
    data: factsOf(dataset),
  };
  const runs = expand(experiment).map(
    ({ id: run, spec }, place): RunRecord => ({
      ...{ experiment: id, id: run, spec, place, state: 'waiting', backend, step: 0, epoch: 0 },
      ...{ stepsPerEpoch: 0, parameters: 0, curveBytes: 0, tags: [], note: '' },
    }),
  );
  return reported(async () => {
    await addExperiment(record, runs);
    noteShown(id);
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
