/** What a pipelined run needs of its surroundings, and what it offers to the trainer. */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { Part } from '../../network/part';
import type { Rows } from '../../passes/microBatches';
import type { StepObserver } from '../../passes/step';
import type { BatchSource } from '../../samples/batches';
import type { Marked } from '../timing/works';
import type { PipelineShape } from './pipelineShape';
import type { StageInit } from './stageInit';
import type { Wait } from './words';

/** A stage in its worker. */
export interface StageHandle {
  /** Ends it at once. */
  readonly end: () => void;
}

/** Where the stages of a run work: what differs between page and Node. */
export interface Crew extends PipelineShape {
  /** Milliseconds, the same in all workers. */
  readonly clock: () => number;
  /** Starts a stage. @param ended called if it ends before it is told to, with the reason */
  readonly open: (init: StageInit, ended: (reason: string) => void) => StageHandle;
  /** Waits until a counter changes, but not for long, and lets news of ended workers in. */
  readonly wait: (words: Int32Array<SharedArrayBuffer>, wait: Wait) => Promise<void>;
}

/** A stage that ended, or did not answer. */
export interface LostStage {
  /** From 1. */
  readonly stage: number;
  readonly reason: string;
}

/** The last stage's part of a step under update locking. */
export interface LockedTop {
  /** Of a batch. */
  readonly microBatches: (size: number) => readonly Rows[];
  /** What to wait for before a micro-batch, from 0. @param step 1, 2, … @param size of the batch */
  readonly awaited: (step: number, microBatch: number, size: number) => Wait | undefined;
  /** Its forward pass; that of the last one is followed by `learn`. */
  readonly forward: (step: number, places: Uint32Array, rows: Rows, observer: StepObserver) => void;
  /** Trains its layers, and answers the other stages. @returns the loss, which the caller disposes */
  readonly learn: (step: number, places: Uint32Array, observer: StepObserver) => Scalar;
  /** Bytes that were taken before the first forward pass. */
  readonly bytesBefore: () => number;
  /** What to wait for until all stages have updated their layers in a step. */
  readonly awaitedUpdates: (step: number) => Wait | undefined;
  /** Frees what a step holds that is not done. */
  readonly clear: () => void;
}

/** The stages of a run, as its last one sees them. */
export interface Pipeline {
  readonly parts: readonly Part[];
  /** The layers that are trained here. */
  readonly part: Part;
  /** Of each stage, see `stageWorks`. */
  readonly works: readonly (readonly Marked[])[];
  /** For rules whose layers wait for the output. */
  readonly locked: LockedTop | undefined;
  /** Call before an epoch's first batch: starts the stages where none work, and notes what is there. */
  readonly begin: (epoch: number) => Promise<void>;
  /** What to wait for until all stages have their networks: their start is no training. */
  readonly awaitedStart: () => Wait | undefined;
  /** What to wait for before a step; undefined if its batch is there, or its first micro-batch. @param step 1, 2, … @param size of the batch */
  readonly awaited: (step: number, size: number) => Wait | undefined;
  /** What to wait for until all stages have left their weights of this epoch. */
  readonly awaitedEnd: (epoch: number) => Wait | undefined;
  readonly wait: (wait: Wait) => Promise<void>;
  /** A stage that was lost: call `restart`. */
  readonly lost: () => LostStage | undefined;
  /** The batch of a step. */
  readonly source: (step: number, places: Uint32Array) => BatchSource;
  /** The step is done. @param batch from 0, in the epoch */
  readonly done: (step: number, epoch: number, batch: number, places: Uint32Array) => void;
  /** Brings the stages' weights here, after `awaitedEnd`. */
  readonly gather: (epoch: number) => void;
  /** Back to the beginning of the epoch, without the stages. */
  readonly restart: () => void;
  /** Bytes that the other stages held at most in a step. */
  readonly heldBytes: () => number;
  /** Times of the other stages' lanes, of this epoch and the last: see timing/trace.ts. */
  readonly times: () => readonly Float64Array[];
  /** Does something with the network as it was at the last epoch's end. */
  readonly settled: <T>(act: () => Promise<T>) => Promise<T>;
  readonly dispose: () => void;
}
