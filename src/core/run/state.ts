/** One run under way: what it trains, what it keeps, and where it is. */
import type { Memories } from '../errorMemory/memory';
import type { Kernels } from '../kernels';
import type { Measuring } from '../measures/taking/take';
import type { Network } from '../network/network';
import type { StepObserver } from '../passes/step';
import type { Dataset } from '../samples/dataset';
import type { GivenBatches } from '../trainer/places';
import type { BatchRecord } from '../trainer/record';
import type { ReportBudget } from '../trainer/reportBudget';
import type { RunSummary } from '../trainer/runSummary';
import type { Stopwatch } from '../trainer/stopwatch';
import type { StuckWatch } from '../trainer/stuck';
import type { FeedbackOrigin } from './checkpoint';
import type { Start } from './initialState';
import type { RunId, RunSpec } from './spec';

export interface RunOptions {
  /** Its name in events; otherwise as `runIdOf` has it. */
  readonly id?: RunId;
  /** Otherwise the spec's seed. */
  readonly start?: Start;
  readonly kernels?: Kernels;
  /** Points of the training loss in each epoch, at fixed steps. */
  readonly lossPointsPerEpoch?: number;
  /** Evaluations of a fixed test sample inside each epoch (and one before the first); 0 for none. */
  readonly samplesPerEpoch?: number;
  /** Leaves out those that would follow another sooner than this: 0 for none. */
  readonly millisecondsBetweenSamples?: number;
  /** Tells after each epoch how the test set was answered. */
  readonly predictions?: boolean;
  /** Is shown the run before each batch, at these places of the training set; it changes nothing. */
  readonly beforeBatch?: (run: RunState, places: Uint32Array) => Promise<void>;
  /** Tells when a checkpoint can be taken: at each epoch's end, after all else that is told of it. */
  readonly checkpoints?: boolean;
}

export interface RunState {
  readonly id: RunId;
  readonly spec: RunSpec;
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
  /** In place of those that the seed draws. */
  readonly given: GivenBatches | undefined;
  readonly stepsPerEpoch: number;
  /** When the test sample was last evaluated. */
  sampledAt: number;
  /** By training sample: 1 more than the epoch whose visit left what its memory holds, 0 before the first; without a memory undefined. */
  readonly visits: Uint16Array | undefined;
  /** Batches done. */
  step: number;
  /** The epoch under way, or the last one done; 0 before training. */
  epoch: number;
  /** It stands at an epoch's end, and all that was to be told of that epoch is told. */
  resting: boolean;
  feedbackOrigin: FeedbackOrigin;
  /** What whole epochs came to; undefined before the first. */
  summary: RunSummary | undefined;
  /** Most bytes of activations and deltas that a step of this epoch held. */
  heldBytes: number;
  /** Layers (from 0) already told to be dead. */
  readonly dead: Set<number>;
  /** The batch since which a layer's gradient has been zero. */
  readonly zeroSince: Map<number, number>;
}

/** What every event of a run begins with. @param step where it lies, otherwise where the run is */
export const at = ({ id, step: now }: Pick<RunState, 'id' | 'step'>, step = now) => ({ run: id, step });
