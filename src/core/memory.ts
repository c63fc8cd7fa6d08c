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
import type { DelayedRule, MemoryContext } from './rule';
import { rules } from './rules';
import type { RunConfig } from './run';

/** What is stored of a visit, and how it is read. */
export interface ErrorInformation {
  readonly remember: DelayedRule['remember'];
  readonly transform: ErrorTransform;
  readonly loss: Loss;
  /** Drops the mean over samples and outputs from the loss's gradient. */
  readonly perSample: boolean;
}

export interface ErrorMemory {
  /** E [N, C] of a batch, as the rule is given it. */
  readonly read: (batch: Batch) => Tensor2D;
  /** Keeps what this visit left. @param y [N, C] from before the update */
  readonly write: (batch: Batch, y: Tensor2D) => void;
  /** Call when an epoch is over. */
  readonly endEpoch: () => void;
  /** All rows, [n, C]; the memory keeps owning them. */
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

/** @param targets y* of the whole training set, [n, C], row by row */
export function createErrorMemory(
  targets: Float32Array,
  outputs: number,
  information: ErrorInformation,
): ErrorMemory {
  const { remember, transform } = information;
  const shape: [number, number] = [targets.length / outputs, outputs];
  // A copy: the cpu backend keeps the array it is given and scatters into it in place.
  let rows: Tensor2D = keep(tensor2d(targets.slice(), shape));
  let mean: Tensor2D = keep(tensor2d([[1]]));
  const all = transform.aggregated ? keep(tensor2d(targets.slice(), shape)) : undefined;
  return {
    read: ({ indices, target }) => transform.read({ E: gather(rows, indices), target, mean }),
    all: () => rows,
    write: ({ indices, target }, y) => {
      const updated = tidy(() => {
        const next = remember(contextOf(information, y, target));
        return keep(tensorScatterUpdate(rows, reshape(indices, [-1, 1]), next) as Tensor2D);
      });
      rows.dispose();
      rows = updated;
    },
    endEpoch: () => {
      if (!all) return;
      const next = tidy(() => keep(reshape(sum(all.mul(rows)).div(shape[0]), [1, 1]) as Tensor2D));
      mean.dispose();
      mean = next;
    },
    dispose: () => {
      for (const tensor of [rows, mean, all]) tensor?.dispose();
    },
  };
}
