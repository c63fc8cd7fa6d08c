/**
 * F³'s error memory: one row of length C per training sample, indexed by the sample's index in the
 * training set. Initialized with the targets (e_0 = y*); a row is overwritten at each visit and
 * unchanged in epochs that skip the sample.
 */
import {
  gather,
  keep,
  reshape,
  softmax,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tensorScatterUpdate,
  tidy,
} from '@tensorflow/tfjs-core';
import '../ops';
import { activations } from '../blocks/activation';
import { scaledRows } from '../feedback/signal';
import { losses } from '../head/loss';
import type { Kernels, MemoryRows } from '../kernels';
import { rules } from '../rules';
import type { MemoryContext, Signal } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import type { Batch } from '../samples/batches';
import { everyOne } from '../trainer/places';
import type { ErrorInformation } from './errorInformation';
import { errorTransforms } from './transforms';
import type { ErrorTransform } from './transforms/errorTransform';

/** The contents of a memory, for checkpoints. */
export interface KeptErrors {
  /** [n, C], or [n, 1] with one number per sample; row-major. */
  readonly rows: Float32Array;
  /** For aggregated error information: mean error of the correct class over the last epoch. */
  readonly mean?: number;
  /** With a delay: rows as they were last computed, and the samples of the batches that are not available yet, oldest first. */
  readonly newest?: Float32Array;
  readonly pending?: readonly Uint32Array[];
}

export interface ErrorMemory<E extends Signal = Signal> {
  /** Numbers in a row. */
  readonly width: number;
  /** E [N, C] of a batch, as passed to the rule. */
  readonly read: (batch: Omit<Batch, 'x'>) => E;
  /** The same as a signal to multiply with B; valid until the next `write`. */
  readonly signal: (batch: Batch) => Signal;
  /** Stores the error of this visit. @param y [N, C] from before the update */
  readonly write: (batch: Omit<Batch, 'x'>, y: Tensor2D) => void;
  /** Stores rows that were computed elsewhere. @param rows [N, width], row-major, of the samples at these places */
  readonly store: (places: Uint32Array, rows: Float32Array | Tensor2D) => void;
  /** Rows as they were last computed, also those that are not available yet. */
  readonly newest: () => Tensor2D;
  /** Call after each step with its samples: after a delay, their rows become available. */
  readonly arrive?: (places: Uint32Array) => void;
  /** Makes all rows available. */
  readonly settle?: () => void;
  /** Replaces the rows. */
  readonly restore: (kept: KeptErrors) => void;
  /** Call after each epoch. @param visited the epoch's samples, each once; default: all */
  readonly endEpoch: (visited?: Uint32Array) => void;
  /** All rows, [n, C], or [n, 1] with one number per sample; owned by the memory. */
  readonly all: () => Tensor2D;
  /** Contents for a checkpoint. */
  readonly keep: () => Promise<KeptErrors>;
  readonly dispose: () => void;
}

/** A run's memories: the rule's own, and plain errors for measures that compare with them. */
export interface Memories {
  readonly own: ErrorMemory | undefined;
  readonly plain: ErrorMemory<Tensor2D> | undefined;
}

/** The error information of a run's rule; undefined when it needs no memory. */
export function informationOf(config: RunSpec): ErrorInformation | undefined {
  const rule = rules[config.rule];
  if (rule.signal !== 'delayed-error') return undefined;
  return {
    remember: rule.remember,
    stores: rule.stores,
    transform: errorTransforms[config.errorTransform],
    loss: config.loss,
    perSample: config.lossErrorScale === 'per-sample',
  };
}

/** The plain error y* - y, which measures compare with whatever the rule stores. */
export function plainErrors(config: RunSpec): ErrorInformation {
  const { remember, stores } = rules['f3-error'];
  return { remember, stores, transform: errorTransforms.raw, loss: config.loss, perSample: false };
}

/** The values that a rule may store, from outputs y [N, C]; call inside tidy. */
export function memoryContext(
  { transform, loss: lossId, perSample }: Omit<ErrorInformation, 'remember' | 'stores'>,
  output: Tensor2D,
  target: Tensor2D,
): MemoryContext {
  const loss = losses[lossId];
  const y = transform.softmax ? softmax(output) : output;
  const [samples, outputs] = y.shape;
  const scale = perSample ? samples * loss.reportedScale(outputs) : 1;
  return {
    y,
    target,
    lossGradient: () => {
      const gradient = loss.gradient(y, target).mul(scale);
      return transform.softmax ? activations.softmax.pullBack(gradient, y) : gradient;
    },
  };
}

/** Rows of which some are replaced, as a new tensor; disposes the old one. Call inside tidy. */
function replaced(rows: Tensor2D, indices: Tensor1D, values: Tensor2D): Tensor2D {
  // Into a copy: TensorFlow.js's cpu backend updates its argument in place and returns it.
  const updated = keep(tensorScatterUpdate(rows.mul(1), reshape(indices, [-1, 1]), values) as Tensor2D);
  rows.dispose();
  return updated;
}

/**
 * Stored rows, one per sample, partly overwritten with each batch.
 * @param start [n, width], row-major
 * @param oneNumber stores only the correct class's entry
 */
function createRows(
  start: Float32Array,
  width: number,
  information: ErrorInformation,
  oneNumber: boolean,
  { remember, writeRows }: Kernels,
) {
  let rows: Tensor2D = keep(tensor2d(start, [start.length / width, width]));
  /** Call inside tidy. */
  const put = (indices: Tensor1D, values: Tensor2D): void => {
    if (writeRows) writeRows(rows, indices, values);
    else rows = replaced(rows, indices, values);
  };
  const store = (places: Uint32Array, values: Float32Array | Tensor2D): void => {
    // Copies: the cpu backend keeps the arrays.
    const made = (): Tensor2D =>
      values instanceof Float32Array ? tensor2d(values.slice(), [places.length, width]) : values;
    tidy(() => put(tensor1d(Int32Array.from(places), 'int32'), made()));
  };
  return {
    present: (): Tensor2D => rows,
    of: ({ indices }: Pick<Batch, 'indices'>): MemoryRows => ({ rows, indices }),
    write: ({ indices, target }: Omit<Batch, 'x'>, y: Tensor2D): void => {
      if (remember?.({ rows, indices }, oneNumber, information, y, target)) return;
      tidy(() => {
        const values = information.remember(memoryContext(information, y, target));
        put(indices, oneNumber ? values.mul(target).sum(1, true) : values);
      });
    },
    store,
    /** Replaces all rows. */
    restore: ({ rows: kept }: KeptErrors): void => store(everyOne(rows.shape[0]), kept),
    dispose: (): void => rows.dispose(),
  };
}

/** A copy: the cpu backend returns its internal buffer. */
const valuesOf = async (tensor: Tensor2D): Promise<Float32Array> =>
  Float32Array.from((await tensor.data()) as Float32Array);

/** Mean of Σ_c y*_c E_c, [1, 1], over visited samples only: other rows hold older errors or y*. */
function visitedMean(targets: Tensor2D, rows: Tensor2D, visited: Uint32Array | undefined): Tensor2D {
  const samples = targets.shape[0];
  const some = visited && visited.length < samples ? tensor1d(Int32Array.from(visited), 'int32') : undefined;
  const [y, E] = some ? [gather(targets, some), gather(rows, some)] : [targets, rows];
  return reshape(sum(y.mul(E)).div(some ? some.size : samples), [1, 1]) as Tensor2D;
}

/** The mean [1, 1], updated after each epoch. */
function createMean(start: number) {
  let mean: Tensor2D = keep(tensor2d([[start]]));
  return {
    present: (): Tensor2D => mean,
    set: (compute: () => Tensor2D): void => {
      const next = tidy(() => keep(compute()));
      mean.dispose();
      mean = next;
    },
    dispose: (): void => {
      mean.dispose();
    },
  };
}

/** E [N, C] of a batch, read from the rows through `transform`. */
const readRows = (
  { read }: ErrorTransform,
  rows: Tensor2D,
  mean: Tensor2D,
  { indices, target }: Omit<Batch, 'x'>,
): Tensor2D =>
  tidy(() => {
    if (!read) return gather(rows, indices);
    // Some variants do not read their rows.
    return read({
      get E() {
        return gather(rows, indices);
      },
      target,
      mean,
    });
  });

/**
 * @param targets y* of the whole training set, [n, C], row-major
 * @param kept contents from a checkpoint; default: e_0 = y*
 */
export function createErrorMemory(
  targets: Float32Array,
  outputs: number,
  information: ErrorInformation,
  kernels: Kernels = {},
  kept?: KeptErrors,
): ErrorMemory<Tensor2D> {
  const { transform } = information;
  const shape: [number, number] = [targets.length / outputs, outputs];
  const rows = createRows(kept?.rows ?? targets, outputs, information, false, kernels);
  const all = transform.aggregated ? keep(tensor2d(targets, shape)) : undefined;
  const mean = createMean(kept?.mean ?? 1);
  const read = (batch: Omit<Batch, 'x'>): Tensor2D =>
    readRows(transform, rows.present(), mean.present(), batch);
  const product = transform.read ? undefined : kernels.memoryProduct;
  return {
    width: outputs,
    read,
    signal: product ? (batch) => ({ matMul: (B) => product(rows.of(batch), B) }) : read,
    all: rows.present,
    write: rows.write,
    store: rows.store,
    newest: rows.present,
    restore: rows.restore,
    endEpoch: (visited) => {
      if (all) mean.set(() => visitedMean(all, rows.present(), visited));
    },
    keep: async () => {
      const values = await valuesOf(rows.present());
      return transform.aggregated
        ? { rows: values, mean: (await valuesOf(mean.present()))[0] as number }
        : { rows: values };
    },
    dispose: () => {
      rows.dispose();
      mean.dispose();
      all?.dispose();
    },
  };
}

/**
 * The same for one-hot error information in classification: one number per sample, since only the entry of its correct
 * class is ever read. The feedback is a row of B times that number, bit-identical to the matrix product.
 * @param samples n
 * @param kept contents from a checkpoint
 */
export function createOneHotMemory(
  samples: number,
  information: ErrorInformation,
  kernels: Kernels = {},
  kept?: KeptErrors,
): ErrorMemory {
  // e_0 = y*: 1 for the correct class.
  const start = kept?.rows ?? new Float32Array(samples).fill(1);
  const rows = createRows(start, 1, information, true, kernels);
  const { memoryProduct: product, scaledRows: scaled = scaledRows } = kernels;
  const read = (batch: Omit<Batch, 'x'>): Signal => {
    const { indices, labels } = batch;
    if (!labels) throw new Error('One-hot error information needs classes.');
    if (product) return { matMul: (B) => product(rows.of(batch), B, labels) };
    const scale = gather(rows.present(), indices);
    return { matMul: (B) => scaled(B, labels, scale) };
  };
  return {
    width: 1,
    read,
    signal: read,
    all: rows.present,
    write: rows.write,
    store: rows.store,
    newest: rows.present,
    restore: rows.restore,
    endEpoch: () => undefined,
    keep: async () => ({ rows: await valuesOf(rows.present()) }),
    dispose: rows.dispose,
  };
}
