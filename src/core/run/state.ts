/** The state of a running training run. */
import type { Memories } from '../errorMemory/memory';
import type { Kernels } from '../kernels';
import type { Measuring } from '../measures/taking/take';
import type { Network } from '../network/network';
import type { StepObserver } from '../passes/step';
import type { Dataset } from '../samples/dataset';
import type { Crew, Pipeline } from '../trainer/pipeline/crew';
import type { EpochOrder, Sampler } from '../trainer/places';
import type { BatchRecord } from '../trainer/record';
import type { ReportBudget } from '../trainer/reportBudget';
import type { RunSummary } from '../trainer/runSummary';
import type { StuckWatch } from '../trainer/stuck/stuck';
import type { Stopwatch } from '../trainer/timing/stopwatch';
import type { RunLane } from '../trainer/timing/trace';
import type { FeedbackOrigin } from './checkpoint';
import type { Beginning } from './initialState';
import type { RunId, RunSpec } from './spec';

export interface RunOptions extends Beginning {
  /** Name in events; default: `runIdOf`. */
  readonly id?: RunId;
  readonly kernels?: Kernels;
  /** Training loss reports per epoch, at fixed steps. */
  readonly lossPointsPerEpoch?: number;
  /** Evaluations of a fixed test sample inside each epoch (and one before the first); 0 for none. */
  readonly samplesPerEpoch?: number;
  /** Minimum time between two of these evaluations, which are skipped otherwise; 0 skips none. */
  readonly millisecondsBetweenSamples?: number;
  /** Emits a `predictions` event after each epoch. */
  readonly predictions?: boolean;
  /** Called before each batch with its indices into the training set; must not modify the run. */
  readonly beforeBatch?: (run: RunState, places: Uint32Array) => Promise<void>;
  /** Emits a `checkpoint` event as the last event of each epoch. */
  readonly checkpoints?: boolean;
  /** Trains in stages, where the rule may have them. */
  readonly crew?: Crew | undefined;
  /** Emits a `trace` event after each epoch. @returns milliseconds */
  readonly traceClock?: (() => number) | undefined;
}

export interface RunState {
  readonly id: RunId;
  readonly spec: RunSpec;
  /** With the scenario's noise in its training samples. */
  readonly data: Dataset;
  readonly net: Network;
  readonly memories: Memories;
  readonly measuring: Measuring | undefined;
  readonly record: BatchRecord;
  readonly observer: StepObserver;
  readonly budget: ReportBudget;
  readonly stopwatch: Stopwatch;
  readonly stuck: StuckWatch;
  readonly options: RunOptions;
  /** Trains the first layers in other workers; undefined where all are trained here. */
  pipeline: Pipeline | undefined;
  /** Where the timeline of this run's own layers is written, if it is. */
  lane: RunLane | undefined;
  readonly sampler: Sampler;
  /** The orders last drawn, by epoch. */
  readonly orders: Map<number, EpochOrder>;
  /** Time of the last evaluation of the test sample, milliseconds. */
  sampledAt: number;
  /** Per training sample: 1 + epoch of its last visit, 0 before the first; undefined without an error memory. */
  readonly visits: Uint16Array | undefined;
  /**
   * Norm of the row of each of the run's samples in the error memory at the end of the first epoch; undefined before, after a resume, and for rules
   * without a memory.
   */
  firstSizes: Float32Array | undefined;
  /** Batches done. */
  step: number;
  /** The current epoch, or the last one after its end; 0 before training. */
  epoch: number;
  /** At an epoch's end, after all other events of the epoch: a checkpoint can be taken. */
  resting: boolean;
  feedbackOrigin: FeedbackOrigin;
  /** Results of completed epochs; undefined before the first. */
  summary: RunSummary | undefined;
  /** Best test accuracy of each class after any epoch, [C], NaN for one without samples; empty until it is measured. */
  bestRecall: readonly number[];
  /** Peak bytes of activations and deltas in a step of this epoch. */
  heldBytes: number;
  /** Layers (from 0) already reported as dead. */
  readonly dead: Set<number>;
  /** First batch of a layer's current streak of zero gradients. */
  readonly zeroSince: Map<number, number>;
}

/** The fields that every event has. @param step default: the run's current step */
export const at = ({ id, step: now }: Pick<RunState, 'id' | 'step'>, step = now) => ({ run: id, step });
