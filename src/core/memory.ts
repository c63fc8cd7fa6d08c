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
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tensorScatterUpdate,
  tidy,
} from '@tensorflow/tfjs-core';
import './ops';
import { activations } from './activation';
import type { Batch } from './batches';
import { errorTransforms } from './errorTransforms';
import type { ErrorTransform } from './errorTransforms/errorTransform';
import { type Loss, losses } from './loss';
import type { DelayedRule, MemoryContext, Signal } from './rule';
import { rules } from './rules';
import type { RunConfig } from './run';
import { type ScaledRows, scaledRows } from './signal';

/** What is stored of a visit, and how it is read. */
export interface ErrorInformation {
  readonly remember: DelayedRule['remember'];
  readonly transform: ErrorTransform;
  readonly loss: Loss;
  /** Drops the mean over samples and outputs from the loss's gradient. */
  readonly perSample: boolean;
}

export interface ErrorMemory<E extends Signal = Signal> {
  /** E [N, C] of a batch, as the rule is given it. */
  readonly read: (batch: Batch) => E;
  /** Keeps what this visit left. @param y [N, C] from before the update */
  readonly write: (batch: Batch, y: Tensor2D) => void;
  /** Call when an epoch is over. */
  readonly endEpoch: () => void;
  /** All rows, [n, C], or [n, 1] where one number is kept per sample; the memory keeps owning them. */
  readonly all: () => Tensor2D;
  readonly dispose: () => void;
}

/** The error information of a run's rule; undefined when it needs no memory. */
export function informationOf(config: RunConfig): ErrorInformation | undefined {
  const rule = rules[config.rule];
  if (rule.signal !== 'delayed-error') return undefined;
  return {
    remember: rule.remember,
    transform: errorTransforms[config.errorTransform],
    loss: losses[config.loss],
    perSample: config.lossErrorScale === 'per-sample',
  };
}

/** y* - y as it is: what measures compare with, whatever the rule stores. */
export function plainErrors(config: RunConfig): ErrorInformation {
  const { remember } = rules['f3-error'];
  return { remember, transform: errorTransforms.raw, loss: losses[config.loss], perSample: false };
}

function contextOf(
  { transform, loss, perSample }: ErrorInformation,
  output: Tensor2D,
  target: Tensor2D,
): MemoryContext {
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

/** Rows of so many numbers per sample, overwritten in part. @param start [n, width], row by row */
function createRows(start: Float32Array, width: number) {
  let rows: Tensor2D = keep(tensor2d(start, [start.length / width, width]));
  return {
    present: (): Tensor2D => rows,
    /** @param compute [N, width] */
    write: (indices: Tensor1D, compute: () => Tensor2D): void => {
      const updated = tidy(() =>
        keep(tensorScatterUpdate(rows, reshape(indices, [-1, 1]), compute()) as Tensor2D),
      );
      rows.dispose();
      rows = updated;
    },
    dispose: (): void => rows.dispose(),
  };
}

/** @param targets y* of the whole training set, [n, C], row by row */
export function createErrorMemory(
  targets: Float32Array,
  outputs: number,
  information: ErrorInformation,
): ErrorMemory<Tensor2D> {
  const { remember, transform } = information;
  const shape: [number, number] = [targets.length / outputs, outputs];
  // A copy: the cpu backend keeps the array it is given and scatters into it in place.
  const rows = createRows(targets.slice(), outputs);
  let mean: Tensor2D = keep(tensor2d([[1]]));
  const all = transform.aggregated ? keep(tensor2d(targets.slice(), shape)) : undefined;
  return {
    read: ({ indices, target }) =>
      tidy(() => transform.read({ E: gather(rows.present(), indices), target, mean })),
    all: rows.present,
    write: ({ indices, target }, y) => rows.write(indices, () => remember(contextOf(information, y, target))),
    endEpoch: () => {
      if (!all) return;
      const next = tidy(() => keep(reshape(sum(all.mul(rows.present())).div(shape[0]), [1, 1]) as Tensor2D));
      mean.dispose();
      mean = next;
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
 */
export function createOneHotMemory(
  samples: number,
  information: ErrorInformation,
  scaled: ScaledRows = scaledRows,
): ErrorMemory {
  // e_0 = y*: 1 for the right class.
  const rows = createRows(new Float32Array(samples).fill(1), 1);
  return {
    read: ({ indices, labels }) => {
      if (!labels) throw new Error('One-hot error information needs classes.');
      const scale = gather(rows.present(), indices);
      return { matMul: (B) => scaled(B, labels, scale) };
    },
    all: rows.present,
    write: ({ indices, target }, y) =>
      rows.write(indices, () =>
        information
          .remember(contextOf(information, y, target))
          .mul(target)
          .sum(1, true),
      ),
    endEpoch: () => undefined,
    dispose: rows.dispose,
  };
}
