/** What a pipelined run needs of its surroundings, and what it offers to the trainer. */
import type { Part } from '../../network/part';
import type { BatchSource } from '../../samples/batches';
import type { StageInit } from './stageInit';
import type { Wait } from './words';

/** A stage in its worker. */
export interface StageHandle {
  /** Ends it at once. */
  readonly end: () => void;
}

/** Where the stages of a run work: what differs between page and Node. */
export interface Crew {
  /** Of a run, at least 2; the last one is the run's own worker. */
  readonly stages: number;
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

/** The stages of a run, as its last one sees them. */
export interface Pipeline {
  readonly parts: readonly Part[];
  /** The layers that are trained here. */
  readonly part: Part;
  /** Call before an epoch's first batch: starts the stages where none work, and notes what is there. */
  readonly begin: (epoch: number) => Promise<void>;
  /** What to wait for until all stages have their networks: their start is no training. */
  readonly awaitedStart: () => Wait | undefined;
  /** What to wait for before a step; undefined if its batch is there. @param step 1, 2, … */
  readonly awaited: (step: number) => Wait | undefined;
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
