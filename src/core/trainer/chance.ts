/** The baseline of a constant prediction, independent of the inputs: chance level. */
import type { LossId } from '../head/loss';
import { log } from '../random/portable';
import type { Dataset, Split } from '../samples/dataset';

export interface Chance {
  /** Loss of the best constant prediction on the training set: summed over outputs, mean over samples. */
  readonly loss: number;
  /** Fraction of the test set in its most frequent class; NaN for regression. */
  readonly accuracy: number;
  /** Fraction of the test set with identical inputs: the largest group among three samples checked. */
  readonly alike: number;
}

/** Class frequencies, [C], summing to 1. */
function shares(labels: Uint8Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts.map((count) => count / labels.length);
}

const nats = (p: number): number => (p > 0 ? -p * log(p) : 0);

/** Loss of the best constant output for a class of frequency p, which is p itself. */
const ofClass: Readonly<Record<LossId, (p: number) => number>> = {
  bce: (p) => nats(p) + nats(1 - p),
  ce: nats,
  mse: (p) => p * (1 - p),
};

/** Variance of targets [size, C], summed over outputs: the squared error of predicting their mean. */
function variance(values: Float32Array, outputs: number): number {
  const size = values.length / outputs;
  let total = 0;
  for (let c = 0; c < outputs; c++) {
    let mean = 0;
    for (let i = c; i < values.length; i += outputs) mean += (values[i] as number) / size;
    for (let i = c; i < values.length; i += outputs) {
      const off = (values[i] as number) - mean;
      total += (off * off) / size;
    }
  }
  return total;
}

/** Counterpart of `Spread.alike` for inputs: identical samples may well get identical outputs. */
function alike({ inputs, size }: Split, width: number): number {
  const isLike = (a: number, b: number): boolean => {
    for (let i = 0; i < width; i++) if (inputs[a * width + i] !== inputs[b * width + i]) return false;
    return true;
  };
  const counts = [0, Math.floor(size / 2), size - 1].map((place) => {
    let count = 0;
    for (let sample = 0; sample < size; sample++) if (isLike(sample, place)) count += 1;
    return count;
  });
  return Math.max(...counts) / size;
}

export function chanceOf({ train, test, inputs, outputs }: Dataset, loss: LossId): Chance {
  const { targets } = train;
  return {
    loss:
      targets.kind === 'classes'
        ? shares(targets.labels, outputs).reduce((total, p) => total + ofClass[loss](p), 0)
        : variance(targets.values, outputs),
    accuracy:
      test.targets.kind === 'classes' ? Math.max(...shares(test.targets.labels, outputs)) : Number.NaN,
    alike: alike(test, inputs),
  };
}
