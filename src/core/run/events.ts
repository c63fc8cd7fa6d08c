/** What a run says while it trains: plain data for every door. */
import type { MeasureId } from '../measures';
import type { ReportLimit } from '../trainer/reportBudget';
import type { RunId } from './spec';

/** Where in the run an event lies: `step` batches done of `epochs * stepsPerEpoch`. */
interface At {
  readonly run: RunId;
  /** Batches done since the start. */
  readonly step: number;
}

/** The weights stand; nothing is trained yet. */
export interface StartedEvent extends At {
  readonly type: 'started';
  readonly stepsPerEpoch: number;
  readonly parameters: number;
}
/** In place of `started`: it goes on from a checkpoint, with everything as it was at that epoch's end. */
export interface ResumedEvent extends At {
  readonly type: 'resumed';
  /** Epochs done. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  readonly parameters: number;
}
/** How far it is; after a single step also what that batch did. Says nothing that a curve shows. */
export interface ProgressEvent extends At {
  readonly type: 'progress';
  /** Reported loss of the last batch (summed over outputs, mean over samples), when it was asked for. */
  readonly batchLoss?: number;
  /** ‖ΔW_i‖ of that batch's update and ‖W_i‖ before it, for layers 1 … K; null where it is not a number. */
  readonly moved?: { readonly by: readonly (number | null)[]; readonly of: readonly (number | null)[] };
}
/** Mean training loss over the samples since the last such point, at fixed steps of every epoch. */
export interface LossEvent extends At {
  readonly type: 'loss';
  readonly trainingLoss: number;
}
/** A fixed sample of the test set, at fixed steps inside an epoch (and before the first). */
export interface SampleEvent extends At {
  readonly type: 'sample';
  readonly samples: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}
/** The end of an epoch, on the full test set. */
export interface EpochEvent extends At {
  readonly type: 'epoch';
  /** Epochs done, from 1. */
  readonly epoch: number;
  /** Mean over the epoch's samples, each before its batch's update. */
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Seconds this epoch's training steps took beside all else that computed, without evaluation. */
  readonly trainSeconds: number;
  /**
   * What they take while nothing else computes: the pace of the fastest tenth of the steps that ran alone, times their
   * number. Absent where none of this epoch's did.
   */
  readonly aloneSeconds?: number;
  /** The epoch since which it learns nothing any more, where it is stuck: see `StuckEvent`. */
  readonly stuckSince?: number;
  /** Seconds of evaluation on top. */
  readonly testSeconds: number;
  /** Most bytes of activations and deltas that one step held, apart from weights, optimizer state, B and memory. */
  readonly heldBytes: number;
  /** Tensors alive, to show that nothing leaks. */
  readonly machine: { readonly tensors: number };
}
/** How the test set was answered after an epoch; told only when it was asked for. */
export interface PredictionsEvent extends At {
  readonly type: 'predictions';
  readonly epoch: number;
  /** Of classes, over the whole test set: [C, C] counts, row = right class, column = answer. */
  readonly confusion?: Uint32Array;
  /** Of numbers, for a fixed sample of the test set: [n, C] row by row, on the scale that is trained on. */
  readonly pairs?: { readonly targets: Float32Array; readonly outputs: Float32Array };
}
/** What one measure found: per layer 1 … K, or one number; null where there is nothing to measure. */
export type MeasuredSeries = Readonly<Record<string, readonly (number | null)[]>>;

/** The measures that were asked for, before training (epoch 0) and after each epoch. */
export interface MeasuresEvent extends At {
  readonly type: 'measures';
  readonly epoch: number;
  /** Seconds that taking them cost. */
  readonly seconds: number;
  /** By measure, by series of that measure (see its `series`). */
  readonly values: Readonly<Partial<Record<MeasureId, MeasuredSeries>>>;
}
/** Found by the measure `watch`: from batch `step` on, layer `layer` (1 …) was given a gradient of zero. */
export interface DeadEvent extends At {
  readonly type: 'dead';
  readonly layer: number;
  /** It is the output layer. */
  readonly output?: true;
}
/** Why a run that stays finite learns nothing: outputs where f is flat, one answer to everything, or neither. */
export type StuckCause = 'limits' | 'same-answer' | 'still';
/** After this epoch it is known that the run learns nothing, no better than one answer for all samples; it goes on. */
export interface StuckEvent extends At {
  readonly type: 'stuck';
  readonly epoch: number;
  /** The first epoch of which that is so. */
  readonly since: number;
  readonly cause: StuckCause;
  /** No bit of the output layer's weights changed in these epochs. */
  readonly unchanged: boolean;
  /** Share of the test set that gets one and the same answer (0 … 1). */
  readonly alike: number;
  /** Share of the outputs to the test set at which f is flat (0 … 1); absent where that keeps no error back. */
  readonly flat?: number;
}
/** It was stuck until this epoch, and what was seen of it does not hold any more. */
export interface UnstuckEvent extends At {
  readonly type: 'unstuck';
  readonly epoch: number;
  /** It is better than chance now; otherwise its weights only move again, or its outputs differ. */
  readonly learns: boolean;
}
/** The run stands at an epoch's end: a checkpoint can be taken until it is asked to go on. */
export interface CheckpointEvent extends At {
  readonly type: 'checkpoint';
  readonly epoch: number;
}
/** In batch `step` the loss was first not a number: this rule stops, the others go on. */
export interface DivergedEvent extends At {
  readonly type: 'diverged';
  /** The lowest layer whose gradient was not a number; known for rules free of update locking when `watch` is on. */
  readonly layer?: number;
}
/** The last line of a run. */
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
  | SummaryEvent;

/** A part of a run: whoever asks for its next event may say how far to go until then. */
export type Events<T> = AsyncGenerator<RunEvent, T, ReportLimit | undefined>;

/** What depends on the machine and on when it was asked; all else in an event is computed, the same wherever it runs. */
export const measuredKeys = [
  'trainSeconds',
  'aloneSeconds',
  'testSeconds',
  'seconds',
  'heldBytes',
  'machine',
] as const;

/**
 * An event less what was measured: of the same run spec and backend the same bytes on every machine. Undefined for
 * `progress`, which comes when it was asked for. Samples are told at the same steps where `millisecondsBetweenSamples`
 * is 0.
 */
export function computedOf(event: RunEvent): Readonly<Record<string, unknown>> | undefined {
  if (event.type === 'progress') return undefined;
  const measured: ReadonlySet<string> = new Set(measuredKeys);
  return Object.fromEntries(Object.entries(event).filter(([key]) => !measured.has(key)));
}
