/** What the notebook keeps of an experiment and its runs. Curves and checkpoints are stored apart, by run. */
import type { BackendId } from '../core/run/backends';
import type {
  DeadEvent,
  EpochEvent,
  MeasuresEvent,
  PredictionsEvent,
  SampleEvent,
  StuckEvent,
  UnstuckEvent,
} from '../core/run/events';
import type { Experiment, RunId, RunSpec } from '../core/run/spec';
import type { EpochSteps } from '../core/trainer/epochSteps';
import type { Task } from '../data/spec';
import type { SweepAxis } from '../experiment/sweep/sweep';

/** A random name, unique on all computers. */
export type ExperimentId = string;

/** Its experiment, and its id there. */
export type RunKey = readonly [experiment: ExperimentId, run: RunId];

/** What the tables and charts say about the data set without loading it. */
export interface DataFacts {
  readonly name: string;
  readonly task: Task;
  readonly trainSize: number;
  readonly inputs: number;
  readonly outputs: number;
}

export interface ExperimentRecord {
  readonly id: ExperimentId;
  readonly name: string;
  /** Milliseconds since 1970, as all times here. */
  readonly created: number;
  /** The settings that its runs share; rules and seeds are lists. */
  readonly settings: Experiment;
  /** Further settings with several values each; a run for every combination. */
  readonly sweep: readonly SweepAxis[];
  readonly data: DataFacts;
  readonly note: string;
  /** When the user removed it: it disappears at once, and is deleted when Undo is no longer offered. */
  readonly removed?: number;
}

/** How a run stands. `training`: a worker has it, or had it when the page was closed. */
export type RunState = 'waiting' | 'training' | 'paused' | 'done' | 'diverged' | 'failed' | 'stopped';

/** After its last completed epoch, on the full test set; accuracies are NaN for regression. */
export interface Reached {
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly bestTestLoss: number;
  readonly bestTestAccuracy: number;
  /** Mean over hidden layers of the angle to BP's gradient, in degrees; absent where it is not measured. */
  readonly meanAngle?: number;
  /** Seconds of the fastest epoch timed while nothing else computed. */
  readonly aloneSeconds?: number;
  /** Seconds of training, all epochs together. */
  readonly trainSeconds: number;
}

export interface RunRecord extends EpochSteps {
  readonly experiment: ExperimentId;
  readonly id: RunId;
  readonly spec: RunSpec;
  /** Its place in the experiment's queue. */
  readonly place: number;
  readonly state: RunState;
  /** Bits differ between backends: a run resumes on the one that it began on. */
  readonly backend?: BackendId;
  /** Batches done, and epochs done, in what is stored. */
  readonly step: number;
  readonly epoch: number;
  readonly parameters: number;
  /** Absent before the first epoch. */
  readonly reached?: Reached;
  /** Epoch of the stored checkpoint, and its size; absent without one. */
  readonly checkpoint?: { readonly epoch: number; readonly bytes: number };
  /** Bytes of the stored curves. */
  readonly curveBytes: number;
  readonly tags: readonly string[];
  readonly note: string;
  readonly began?: number;
  readonly ended?: number;
  readonly removed?: number;
}

/** The curves of a run, at full resolution. */
export interface RunCurves {
  /** Mean training loss over the samples since the point before, at these steps. */
  readonly loss: { readonly steps: Float64Array; readonly values: Float64Array };
  /** The evaluation before the first step. */
  readonly start?: SampleEvent;
  readonly epochs: readonly EpochEvent[];
  readonly measures: readonly MeasuresEvent[];
  /** The last ones. */
  readonly predictions?: PredictionsEvent;
  /** What the run reported about itself, in order. */
  readonly reports: readonly (DeadEvent | StuckEvent | UnstuckEvent)[];
}
