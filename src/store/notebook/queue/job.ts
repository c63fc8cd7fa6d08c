/** A run in the queue, and how the notebook is told about it. */
import type { Session } from '../../../client/types';
import { keyText } from '../../../notebook/keys';
import type { ExperimentRecord, RunKey, RunRecord, RunState } from '../../../notebook/records';
import { changeRuns } from '../../../notebook/write';
import { samplesIn } from './samplesIn';

export interface Job {
  readonly key: RunKey;
  readonly run: RunRecord;
  readonly experiment: ExperimentRecord;
  /** It has begun. A run that is held keeps it, and with it the steps since its last checkpoint. */
  session?: Session | undefined;
  step: number;
  /** Its worker broke before: a second time, it counts as failed. */
  retried: boolean;
  /** Paused by itself: it does not train until it is released. */
  held: boolean;
  /** Counts its beginnings, holds and its end: what an earlier beginning was loading is dropped. */
  turn: number;
}

const isLeft = ({ state }: RunRecord): boolean => ['waiting', 'training', 'paused'].includes(state);
const isOver = ({ state }: RunRecord): boolean => ['done', 'diverged'].includes(state);

/** Jobs of an experiment's unfinished runs, in order. */
export const jobsOf = (experiment: ExperimentRecord, runs: readonly RunRecord[]): readonly Job[] =>
  runs
    .filter((run) => run.experiment === experiment.id && isLeft(run))
    .toSorted((a, b) => a.place - b.place)
    .map(
      (run): Job => ({
        ...{ key: [experiment.id, run.id], run, experiment, step: run.step },
        ...{ retried: false, held: false, turn: 0 },
      }),
    );

export const findJob = (jobs: readonly Job[], key: RunKey): Job | undefined =>
  jobs.find((one) => keyText(one.key) === keyText(key));

/** Training samples of jobs that are not held. */
export const samplesLeft = (jobs: readonly Job[]): number =>
  jobs
    .filter(({ held }) => !held)
    .reduce((sum, { run, experiment, step }) => sum + samplesIn(run.spec, experiment.data, step), 0);

/** A run that has ended meanwhile stays ended. Training goes on also where this cannot be written. */
export function noteState({ key }: Job, state: RunState): void {
  const noted = changeRuns([key], (old) => (isOver(old) ? old : { ...old, state }));
  noted.catch(() => undefined);
}
