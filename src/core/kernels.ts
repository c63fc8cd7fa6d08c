/**
 * What a backend may do faster than plain operations, and in which terms it is asked. The seam between the engine and
 * `src/kernels`: nothing here computes.
 */
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { BlockId } from './blocks';
import type { ActivationId } from './blocks/activation';
import type { Backward, Delta, Layer, Named } from './blocks/block';
import type { Capacity } from './cost/footprint';
import type { ErrorInformation } from './errorMemory/errorInformation';
import type { ScaledRows } from './feedback/signal';
import type { HeadKernels, Output } from './head/head';
import type { UpdateContext } from './optimizers/optimizer';
import type { RunSpec } from './run/spec';
import type { Standardise } from './samples/batches';

/** A parameter with what the optimizer keeps of it. */
export interface Slot {
  parameter: Tensor;
  /** A tensor of the parameter's shape for each of the optimizer's slots, or one of all: `packsState`. */
  state: readonly Tensor[];
}

/** A layer that learns, with its optimizer state: a kernel may change all of it in place. */
export interface LearningLayer {
  readonly activation: ActivationId;
  /** Of the parameters that learn: without biases where they do not. */
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
  readonly vjp?: (layer: Layer<Backward>, h: Tensor2D, delta: Delta) => Tensor2D;
  /** Takes the block's gradients and descends on them in place, in one go, by optimizer. */
  readonly learn?: Partial<Record<RunSpec['optimizer'], Learn>>;
}

/**
 * Faster forms of a training step for the backend in use, each equal to its plain form (core/blocks, the optimizer's
 * file, core/feedback/signal.ts) within rounding. Those that are missing are done plainly.
 */
export interface Kernels extends HeadKernels {
  /** What the backend can hold; as much as one likes where it is left out. */
  readonly capacity?: Capacity;
  /** Operations are only asked for: a device works them off, and nobody knows when until something is read back. */
  readonly queues?: boolean;
  /** Makes ready what a run needs, so that its first steps do not wait; call before it. */
  readonly prepare?: (config: RunSpec, informations: readonly ErrorInformation[]) => Promise<void>;
  /** Wants an optimizer's state of a parameter as one tensor [slots, …]: a GPU binds few at a time. */
  readonly packsState?: boolean;
  /** Rows of a data set's bytes as a tensor. */
  readonly standardise?: Standardise;
  readonly scaledRows?: ScaledRows;
  readonly blocks?: Partial<Record<BlockId, BlockKernels>>;
  /** dz_K of the mean-reduced loss, and the reported loss, where the kernel knows the pair; else undefined. */
  readonly outputDelta?: (
    loss: RunSpec['loss'],
    activation: RunSpec['outputActivation'],
    output: Output,
    target: Tensor2D,
  ) => { readonly dz: Tensor2D; readonly loss: Scalar } | undefined;
  /** (y* − y) B, or of the error's sign. @param ofSoftmax the error as `softmaxError` has it */
  readonly errorProduct?: (
    y: Tensor2D,
    target: Tensor2D,
    B: Tensor2D,
    sign: boolean,
    ofSoftmax: boolean,
  ) => Tensor2D;
  /** What a memory holds of the samples, times B; where it is one number for `labels` [N], times those rows of B. */
  readonly memoryProduct?: (memory: MemoryRows, B: Tensor2D, labels?: Tensor1D) => Tensor2D;
  /**
   * Writes in place what is to be remembered of a batch, where the kernel knows it; else it returns false.
   * @param oneNumber keeps the right class's entry alone
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
