/** The baseline of a constant prediction, independent of the inputs: chance level. */
import type { LossId } from '../../head/loss';
import { log } from '../../random/portable';
import type { Dataset, Split } from '../../samples/dataset';
import { everyOne, type Sampler } from '../places';

export interface Chance {
  /** Loss of the best constant prediction on the training set: summed over outputs, mean over samples. */
  readonly loss: number;
  /** Fraction of the test set in its most frequent class; NaN for regression. */
  readonly accuracy: number;
  /** Fraction of the test set with identical inputs: the largest group among three samples checked. */
  readonly alike: number;
}

/** Class frequencies among some samples, [C], summing to 1. */
function shares(labels: Uint8Array, samples: Uint32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const sample of samples) {
    const label = labels[sample] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return counts.map((count) => count / samples.length);
}

const nats = (p: number): number => (p > 0 ? -p * log(p) : 0);

/** Loss of the best constant output for a class of frequency p, which is p itself. */
const ofClass: Readonly<Record<LossId, (p: number) => number>> = {
  bce: (p) => nats(p) + nats(1 - p),
  ce: nats,
  mse: (p) => p * (1 - p),
};

/** Variance of these samples' targets [size, C], summed over outputs: the squared error of predicting their mean. */
function variance(values: Float32Array, samples: Uint32Array, outputs: number): number {
  const size = samples.length;
  let total = 0;
  for (let c = 0; c < outputs; c++) {
    let mean = 0;
    for (const sample of samples) mean += (values[sample * outputs + c] as number) / size;
    for (const sample of samples) {
      const off = (values[sample * outputs + c] as number) - mean;
      total += (off * off) / size;
    }
  }
  return total;
}

/** Counterpart of `Spread.alike` for inputs: identical samples may well get identical outputs. */
function alike({ inputs }: Split, samples: Uint32Array, width: number): number {
  const size = samples.length;
  const isLike = (a: number, b: number): boolean => {
    for (let i = 0; i < width; i++) if (inputs[a * width + i] !== inputs[b * width + i]) return false;
    return true;
  };
  const counts = [0, Math.floor(size / 2), size - 1].map((place) => {
    let count = 0;
    for (const sample of samples) if (isLike(sample, samples[place] as number)) count += 1;
    return count;
  });
  return Math.max(...counts) / size;
}

type Samples = Pick<Sampler, 'train' | 'test'>;
const allOf = ({ train, test }: Dataset): Samples => ({
  train: everyOne(train.size),
  test: everyOne(test.size),
});

/** @param samples of the run, as indices; classes that are withheld for some epochs count; default: all */
export function chanceOf(data: Dataset, loss: LossId, samples: Samples = allOf(data)): Chance {
  const { train, test, inputs, outputs } = data;
  const { targets } = train;
  return {
    loss:
      targets.kind === 'classes'
        ? shares(targets.labels, samples.train, outputs).reduce((total, p) => total + ofClass[loss](p), 0)
        : variance(targets.values, samples.train, outputs),
    accuracy:
      test.targets.kind === 'classes'
        ? Math.max(...shares(test.targets.labels, samples.test, outputs))
        : Number.NaN,
    alike: alike(test, samples.test, inputs),
  };
}
