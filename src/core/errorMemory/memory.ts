/**
 * F³'s error memory: one row of length C per training sample, indexed by the sample's place in the
 * data set, not in the epoch. It starts as the targets (e_0 = y*); a row is overwritten at each visit and
 * stays when an epoch leaves the sample out.
 */
import {
  gather,
  keep,
  reshape,
  softmax,
  sum,
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
import type { ErrorInformation } from './errorInformation';
import { errorTransforms } from './transforms';
import type { ErrorTransform } from './transforms/errorTransform';

/** What a memory holds, as plain numbers. */
export interface KeptErrors {
  /** [n, C], or [n, 1] where one number is kept per sample; row by row. */
  readonly rows: Float32Array;
  /** Mean error of the right class over the last epoch, of aggregated error information. */
  readonly mean?: number;
}

export interface ErrorMemory<E extends Signal = Signal> {
  /** E [N, C] of a batch, as the rule is given it. */
  readonly read: (batch: Batch) => E;
  /** The same where only its way through B matters; use it before the next `write`. */
  readonly signal: (batch: Batch) => Signal;
  /** Keeps what this visit left. @param y [N, C] from before the update */
  readonly write: (batch: Batch, y: Tensor2D) => void;
  /** Call when an epoch is over. @param visited the samples that it had, each once; all where it is left out */
  readonly endEpoch: (visited?: Uint32Array) => void;
  /** All rows, [n, C], or [n, 1] where one number is kept per sample; the memory keeps owning them. */
  readonly all: () => Tensor2D;
  /** What it takes to go on from here. */
  readonly keep: () => Promise<KeptErrors>;
  readonly dispose: () => void;
}

/** The run's memories: the rule's own, and plain errors for measures that compare with them. */
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

/** y* - y as it is: what measures compare with, whatever the rule stores. */
export function plainErrors(config: RunSpec): ErrorInformation {
  const { remember, stores } = rules['f3-error'];
  return { remember, stores, transform: errorTransforms.raw, loss: config.loss, perSample: false };
}

/** What a rule may store of outputs y [N, C]; call inside tidy. */
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

/**
 * Rows of so many numbers per sample, overwritten in part.
 * @param start [n, width], row by row
 * @param oneNumber keeps the right class's entry alone
 */
function createRows(
  start: Float32Array,
  width: number,
  information: ErrorInformation,
  oneNumber: boolean,
  { remember, writeRows }: Kernels,
) {
  let rows: Tensor2D = keep(tensor2d(start, [start.length / width, width]));
  return {
    present: (): Tensor2D => rows,
    of: ({ indices }: Batch): MemoryRows => ({ rows, indices }),
    write: ({ indices, target }: Batch, y: Tensor2D): void => {
      if (remember?.({ rows, indices }, oneNumber, information, y, target)) return;
      const compute = (): Tensor2D => {
        const values = information.remember(memoryContext(information, y, target));
        return oneNumber ? values.mul(target).sum(1, true) : values;
      };
      if (writeRows) {
        tidy(() => writeRows(rows, indices, compute()));
        return;
      }
      // Into a copy: TensorFlow.js's cpu backend overwrites what it is given, and hands that back.
      const updated = tidy(() =>
        keep(tensorScatterUpdate(rows.mul(1), reshape(indices, [-1, 1]), compute()) as Tensor2D),
      );
      rows.dispose();
      rows = updated;
    },
    dispose: (): void => rows.dispose(),
  };
}

/** A copy: the cpu backend hands out what it computes with. */
const valuesOf = async (tensor: Tensor2D): Promise<Float32Array> =>
  Float32Array.from((await tensor.data()) as Float32Array);

/** Mean over samples of Σ_c y*_c E_c, [1, 1]: of those that were visited, for other rows hold older errors or y*. */
function visitedMean(targets: Tensor2D, rows: Tensor2D, visited: Uint32Array | undefined): Tensor2D {
  const samples = targets.shape[0];
  const some = visited && visited.length < samples ? tensor1d(Int32Array.from(visited), 'int32') : undefined;
  const [y, E] = some ? [gather(targets, some), gather(rows, some)] : [targets, rows];
  return reshape(sum(y.mul(E)).div(some ? some.size : samples), [1, 1]) as Tensor2D;
}

/** A mean [1, 1] over time. */
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

/** E [N, C] of a batch, as `transform` reads it from the rows. */
const readRows = (
  { read }: ErrorTransform,
  rows: Tensor2D,
  mean: Tensor2D,
  { indices, target }: Batch,
): Tensor2D =>
  tidy(() => {
    if (!read) return gather(rows, indices);
    // Not every variant looks at its rows.
    return read({
      get E() {
        return gather(rows, indices);
      },
      target,
      mean,
    });
  });

/**
 * @param targets y* of the whole training set, [n, C], row by row
 * @param kept what a memory held, to go on from there; e_0 = y* without it
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
  const read = (batch: Batch): Tensor2D => readRows(transform, rows.present(), mean.present(), batch);
  const product = transform.read ? undefined : kernels.memoryProduct;
  return {
    read,
    signal: product ? (batch) => ({ matMul: (B) => product(rows.of(batch), B) }) : read,
    all: rows.present,
    write: rows.write,
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
 * The same for one-hot error information of classes: one number per sample, for the entry of its right
 * class is all that is ever read. Fed back is a row of B times that number, equal to the product bit for bit.
 * @param samples n
 * @param kept what a memory held, to go on from there
 */
export function createOneHotMemory(
  samples: number,
  information: ErrorInformation,
  kernels: Kernels = {},
  kept?: KeptErrors,
): ErrorMemory {
  // e_0 = y*: 1 for the right class.
  const start = kept?.rows ?? new Float32Array(samples).fill(1);
  const rows = createRows(start, 1, information, true, kernels);
  const { memoryProduct: product, scaledRows: scaled = scaledRows } = kernels;
  const read = (batch: Batch): Signal => {
    const { indices, labels } = batch;
    if (!labels) throw new Error('One-hot error information needs classes.');
    if (product) return { matMul: (B) => product(rows.of(batch), B, labels) };
    const scale = gather(rows.present(), indices);
    return { matMul: (B) => scaled(B, labels, scale) };
  };
  return {
    read,
    signal: read,
    all: rows.present,
    write: rows.write,
    endEpoch: () => undefined,
    keep: async () => ({ rows: await valuesOf(rows.present()) }),
    dispose: rows.dispose,
  };
}
