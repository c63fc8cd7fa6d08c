/** The events of a training run: plain data. */
import type { MeasureId } from '../measures';
import type { EpochSteps } from '../trainer/epochSteps';
import type { ReportLimit } from '../trainer/reportBudget';
import type { Lane } from '../trainer/timing/trace';
import type { RunId } from './spec';

/** Position of an event. */
interface At {
  readonly run: RunId;
  /** Batches done since the start. */
  readonly step: number;
}

/** The network is initialized; no step has been trained. */
export interface StartedEvent extends At, EpochSteps {
  readonly type: 'started';
  readonly parameters: number;
}
/** Replaces `started` when the run resumes from a checkpoint. */
export interface ResumedEvent extends At, EpochSteps {
  readonly type: 'resumed';
  /** Epochs done. */
  readonly epoch: number;
  readonly parameters: number;
}
/** ‖ΔW_i‖ of one batch's update and ‖W_i‖ before it, for layers `first` … K; null where it is not a number. */
export interface Moved {
  /** From 1; more in a pipeline, where the layers below learn in other workers. */
  readonly first: number;
  readonly by: readonly (number | null)[];
  readonly of: readonly (number | null)[];
}
/** Emitted when a `ReportLimit` is reached; with details of the last step where requested. Not part of any curve. */
export interface ProgressEvent extends At {
  readonly type: 'progress';
  /** Reported loss of the last batch (summed over outputs, mean over samples), where step details were requested. */
  readonly batchLoss?: number;
  readonly moved?: Moved;
}
/** Mean training loss over the samples since the last such event; at fixed steps of every epoch. */
export interface LossEvent extends At {
  readonly type: 'loss';
  readonly trainingLoss: number;
}
/** Evaluation on a fixed sample of the test set, at fixed steps within an epoch and before the first. */
export interface SampleEvent extends At {
  readonly type: 'sample';
  readonly samples: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}
/** The end of an epoch, evaluated on the full test set. */
export interface EpochEvent extends At {
  readonly type: 'epoch';
  /** Epochs done, from 1. */
  readonly epoch: number;
  /** Mean over the epoch's samples, each before its batch's update. */
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Wall-clock seconds of this epoch's training steps, without evaluation; includes slowdown by concurrent runs. */
  readonly trainSeconds: number;
  /**
   * Estimate for the same steps without concurrent runs: mean of the fastest tenth of the steps that ran exclusively, times
   * the number of steps. Of a run in stages, the epoch's own time, if all of its steps ran so. Absent where none did.
   */
  readonly aloneSeconds?: number;
  /** First epoch without learning, where the run is stuck: see `StuckEvent`. */
  readonly stuckSince?: number;
  /** Seconds of evaluation, not included in `trainSeconds`. */
  readonly testSeconds: number;
  /** Peak bytes of activations and deltas in a step; excludes weights, optimizer state, B and error memory. */
  readonly heldBytes: number;
  readonly machine: Machine;
}
/** What the run's worker or process holds at an epoch's end. */
export interface Machine {
  /** Number of live tensors, to detect leaks. */
  readonly tensors: number;
  /** Their bytes. */
  readonly tensorBytes?: number;
  /** The backend's heap, which never shrinks, see `Kernels`. */
  readonly heapBytes?: number;
}

/** Predictions on the test set after an epoch, with `RunOptions.predictions`. */
export interface PredictionsEvent extends At {
  readonly type: 'predictions';
  readonly epoch: number;
  /** Classification: confusion matrix of the full test set, counts [C, C], row = correct class. */
  readonly confusion?: Uint32Array;
  /** Regression: a fixed sample of the test set, [n, C] row-major, standardised as in training. */
  readonly pairs?: { readonly targets: Float32Array; readonly outputs: Float32Array };
}
/** Values of one measure: one per layer 1 … K, or a single one; null where undefined. */
export type MeasuredSeries = Readonly<Record<string, readonly (number | null)[]>>;

/** The selected measures, before training (epoch 0) and after each epoch. */
export interface MeasuresEvent extends At {
  readonly type: 'measures';
  readonly epoch: number;
  /** Seconds spent on computing them. */
  readonly seconds: number;
  /** By measure, by series of that measure (see its `series`). */
  readonly values: Readonly<Partial<Record<MeasureId, MeasuredSeries>>>;
}
/** From the measure `watch`: layer `layer` (1 …) has had a zero gradient since batch `step`. */
export interface DeadEvent extends At {
  readonly type: 'dead';
  readonly layer: number;
  /** It is the output layer. */
  readonly output?: true;
}
/** Why a finite run does not learn: saturated outputs, the same output for every sample, or unchanged weights. */
export type StuckCause = 'limits' | 'same-answer' | 'still';
/** The run has stopped learning, no better than a constant prediction; training continues. */
export interface StuckEvent extends At {
  readonly type: 'stuck';
  readonly epoch: number;
  /** First epoch without learning. */
  readonly since: number;
  readonly cause: StuckCause;
  /** No bit of the output layer's weights changed in these epochs. */
  readonly unchanged: boolean;
  /** Fraction of the test set with identical outputs (0 … 1). */
  readonly alike: number;
  /** Fraction of saturated outputs on the test set (0 … 1); absent where saturation blocks no error. */
  readonly flat?: number;
}
/** The run was stuck until this epoch; the symptoms are gone. */
export interface UnstuckEvent extends At {
  readonly type: 'unstuck';
  readonly epoch: number;
  /** Better than chance; otherwise only its weights change again or its outputs differ. */
  readonly learns: boolean;
}
/** A checkpoint can be taken until the next event is requested. */
export interface CheckpointEvent extends At {
  readonly type: 'checkpoint';
  readonly epoch: number;
}
/** The loss or a gradient became non-finite in batch `step`; this run ends, others continue. */
export interface DivergedEvent extends At {
  readonly type: 'diverged';
  /** Lowest layer with a non-finite gradient; known for rules without update locking while `watch` is on. */
  readonly layer?: number;
}
/** When layers worked on the epoch's first batches, with `RunOptions.traceClock`. */
export interface TraceEvent extends At {
  readonly type: 'trace';
  readonly epoch: number;
  /** Of each stage, the first layers' first; of the run's own worker where it is not pipelined. */
  readonly lanes: readonly Lane[];
  /** Second at which the last lane was free for the epoch; a pipeline's others may have begun before, while it evaluated. */
  readonly ready: number;
}
/** A stage of a pipeline was lost: the epoch begins again, and gives the same. */
export interface StageLostEvent extends At {
  readonly type: 'stage-lost';
  readonly epoch: number;
  /** From 1. */
  readonly stage: number;
  readonly reason: string;
  /** It was lost too often: the run goes on without other workers. */
  readonly alone: boolean;
}
/** The last event of a completed run. */
export interface SummaryEvent extends At {
  readonly type: 'summary';
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Best epoch on the test set (optimistic, as published). */
  readonly bestTestAccuracy: number;
  readonly bestTestLoss: number;
  /** As in the last epoch. */
  readonly stuckSince?: number;
}
export type RunEvent =
  | StartedEvent
  | ResumedEvent
  | ProgressEvent
  | LossEvent
  | SampleEvent
  | EpochEvent
  | PredictionsEvent
  | MeasuresEvent
  | DeadEvent
  | StuckEvent
  | UnstuckEvent
  | CheckpointEvent
  | DivergedEvent
  | TraceEvent
  | StageLostEvent
  | SummaryEvent;

/** A generator of events; `next(limit)` sets how long to train before the next progress report. */
export type Events<T> = AsyncGenerator<RunEvent, T, ReportLimit | undefined>;

/** Fields that depend on machine and timing; all others are deterministic. */
export const measuredKeys = [
  'trainSeconds',
  'aloneSeconds',
  'testSeconds',
  'seconds',
  'heldBytes',
  'machine',
] as const;

const ofMachine: ReadonlySet<RunEvent['type']> = new Set(['progress', 'trace', 'stage-lost']);

/**
 * The deterministic fields of an event: identical for the same run spec and backend on every machine. Undefined for
 * `progress`, whose timing depends on the caller, and for events about the machine. `sample` events are deterministic where `millisecondsBetweenSamples`
 * is 0.
 */
export function computedOf(event: RunEvent): Readonly<Record<string, unknown>> | undefined {
  if (ofMachine.has(event.type)) return undefined;
  const measured: ReadonlySet<string> = new Set(measuredKeys);
  return Object.fromEntries(Object.entries(event).filter(([key]) => !measured.has(key)));
}
