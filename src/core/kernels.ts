/**
 * Operations that a backend may replace by faster ones: the interface between the engine and `src/kernels`. Nothing here
 * computes.
 */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { BlockId } from './blocks';
import type { Backward, Border, Delta, Layer, Named } from './blocks/block';
import type { Capacity } from './cost/footprint';
import type { ErrorInformation } from './errorMemory/errorInformation';
import type { ScaledRows } from './feedback/signal';
import type { HeadKernels, Output } from './head/head';
import type { UpdateContext } from './optimizers/optimizer';
import type { RunSpec } from './run/spec';
import type { Batch, BatchSource, ByteRows, Standardise } from './samples/batches';

/** A parameter with its optimizer state. */
export interface Slot {
  parameter: Tensor;
  /** One tensor of the parameter's shape per slot of the optimizer, or one for all slots: `packsState`. */
  state: readonly Tensor[];
}

/** A learning layer with its optimizer state; a kernel may update all of it in place. */
export interface LearningLayer extends Layer {
  /** Trainable parameters only: without biases if those are fixed. */
  readonly slots: Named<Readonly<Slot>>;
}

/** Some rows of an error memory: those of a batch's samples. */
export interface MemoryRows {
  /** [n, C], or [n, 1] */
  readonly rows: Tensor2D;
  /** [N] */
  readonly indices: Tensor1D;
}

export type Descend = (slot: Slot, gradient: Tensor, context: UpdateContext) => void;
/** @param h that entered the layer */
export type Learn = (layer: LearningLayer, h: Tensor2D, delta: Delta, context: UpdateContext) => void;

/** Faster forms of a block's functions, see core/blocks/block.ts. */
export interface BlockKernels {
  readonly forward?: (layer: Layer, h: Tensor2D) => Tensor2D;
  readonly vjp?: (layer: Layer, h: Tensor2D, delta: Delta, through: Backward) => Tensor2D;
  readonly gradients?: (layer: Layer, h: Tensor2D, delta: Delta) => Named<Tensor>;
  /** Computes the block's gradients and updates the parameters in place, in one pass, by optimizer. */
  readonly learn?: Partial<Record<RunSpec['optimizer'], Learn>>;
}

/** Max pooling at a border, as in core/blocks/images.ts. */
export interface Pooling {
  /** [N, n'] from h [N, n] */
  readonly forward: (h: Tensor2D, border: Border) => Tensor2D;
  /** dh [N, n]. @param most what `forward` gave @param delta of that */
  readonly backward: (h: Tensor2D, border: Border, most: Tensor2D, delta: Tensor2D) => Tensor2D;
}

/** Losses that lie on a device, to be read together. */
export interface LossQueue {
  /** @param places of `QueuedLoss` @returns their losses, in this order */
  readonly read: (places: readonly number[]) => Promise<Float32Array>;
}

/** A step's loss in a queue. */
export interface QueuedLoss {
  readonly queue: LossQueue;
  readonly place: number;
  /** [1] */
  readonly data: () => Promise<Float32Array>;
  readonly dispose: () => void;
}

/**
 * Repeats a network's training steps: what one asks of the backend is recorded, then done again for other batches, in the
 * same order, without asking. On a device whose programs are compiled together, the last bits may differ from single steps'.
 */
export interface Tape {
  /** Trains on a batch by `plain`, or by repeating what it did before. @returns the loss, which the caller disposes */
  readonly step: (source: BatchSource, plain: (batch: Batch) => Scalar) => Scalar | QueuedLoss;
  /** Call in every step, with what a repetition has to do first. */
  readonly also: (act: () => void) => void;
  /** Does this now, and at this place of each repetition. */
  readonly act: (act: () => void) => void;
  /** The same for what reads no tensor, and so need not wait for threads that compute beside this one. */
  readonly mark: (act: () => void) => void;
  /** Resolves when the device is no longer far behind; undefined where a step need not wait for that. */
  readonly behind?: () => Promise<void> | undefined;
  /** Call where a number that steps use has changed; replaced tensors are noticed without. */
  readonly forget: () => void;
  readonly dispose: () => void;
}

/**
 * Faster forms of a training step for the backend in use, each equal to its plain form (core/blocks, the optimizer's
 * file, core/feedback/signal.ts) within rounding. Missing ones fall back to plain operations.
 */
export interface Kernels extends HeadKernels {
  /** Memory of the backend; unlimited if undefined. */
  readonly capacity?: Capacity;
  /** Bytes that the backend has taken from the system so far, which it never gives back; absent where that is unknown. */
  readonly heapBytes?: () => number;
  /** Operations are queued on a device; only a read-back shows when they are done. */
  readonly queues?: boolean;
  /** Prepares a run, for instance by compiling programs, so that its first steps do not wait; call before it. */
  readonly prepare?: (config: RunSpec, informations: readonly ErrorInformation[]) => Promise<void>;
  /** Needs a parameter's optimizer state as one tensor [slots, …], because a GPU can bind only a few at a time. */
  readonly packsState?: boolean;
  /** For one network whose layers learn by `learn`. */
  readonly openTape?: () => Tape;
  /**
   * Where a tensor's numbers lie: the function returns a view, valid until the backend allocates again, of what is there
   * when it is called. Undefined where they must be read back.
   */
  readonly view?: (tensor: Tensor) => () => Float32Array;
  /** Rows of a data set's bytes as a tensor. */
  readonly standardise?: Standardise;
  /**
   * Share of a data set's bytes that a dense first layer multiplies, because they are not 0 and `standardise` lists them;
   * undefined: all are multiplied.
   */
  readonly listed?: (rows: Pick<ByteRows, 'bytes' | 'width'>) => number | undefined;
  readonly scaledRows?: ScaledRows;
  readonly blocks?: Partial<Record<BlockId, BlockKernels>>;
  readonly pooling?: Pooling;
  /** dz_K of the mean-reduced loss, and the reported loss; undefined if the kernel does not support the pair. */
  readonly outputDelta?: (
    loss: RunSpec['loss'],
    activation: RunSpec['outputActivation'],
    output: Output,
    target: Tensor2D,
  ) => { readonly dz: Tensor2D; readonly loss: Scalar } | undefined;
  /** (y* − y) B, or of the error's sign. @param ofSoftmax compute the error like `softmaxError` */
  readonly errorProduct?: (
    y: Tensor2D,
    target: Tensor2D,
    B: Tensor2D,
    sign: boolean,
    ofSoftmax: boolean,
  ) => Tensor2D;
  /** The samples' entries of a memory, times B; with `labels` [N], each entry is one number, times that row of B. */
  readonly memoryProduct?: (memory: MemoryRows, B: Tensor2D, labels?: Tensor1D) => Tensor2D;
  /**
   * Stores a batch's errors in place; returns false if the kernel does not support the error information.
   * @param oneNumber stores only the true class's entry
   */
  readonly remember?: (
    memory: MemoryRows,
    oneNumber: boolean,
    information: ErrorInformation,
    y: Tensor2D,
    target: Tensor2D,
  ) => boolean;
  /** An optimizer's update of a parameter and its state, in place. */
  readonly descend?: Partial<Record<RunSpec['optimizer'], Descend>>;
  /** Overwrites rows of a memory in place: rows[indices[n]] = values[n]. */
  readonly writeRows?: (rows: Tensor2D, indices: Tensor1D, values: Tensor2D) => void;
}
