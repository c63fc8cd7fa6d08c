/**
 * Noise on the training samples. It is drawn from the seed once for each sample, so that every rule and every epoch
 * gets the same samples, and a resumed run too. Inputs are changed as batches are gathered: a copy of the data set would
 * take its size again in every run.
 */
import { createStream } from '../../random/rng';
import type { RunSpec } from '../../run/spec';
import type { Dataset, Split } from '../dataset';
import { rowReader } from '../rows';
import type { Scenario } from './settings';

type NoiseSpec = Scenario & Pick<RunSpec, 'seed'>;

/**
 * Wrong labels for exactly round(labelNoise · n) of these samples, each drawn uniformly from the other classes.
 * @param samples the n samples that a run may visit
 * @param classes those that occur, at least two
 */
function wrongLabels(
  { seed, labelNoise }: NoiseSpec,
  labels: Uint8Array,
  samples: Uint32Array,
  classes: readonly number[],
): Uint8Array {
  const stream = createStream(seed, 'label noise');
  const wrong = labels.slice();
  const chosen = stream.permutation(samples.length).subarray(0, Math.round(labelNoise * samples.length));
  for (const place of chosen) {
    const sample = samples[place] as number;
    const others = classes.filter((one) => one !== labels[sample]);
    wrong[sample] = others[stream.below(others.length)] as number;
  }
  return wrong;
}

/** Smallest and largest value of each input, standardised, [inputs] each: of a pixel 0 and 255, else those that occur. */
function rangeOf(data: Dataset): { readonly low: Float32Array; readonly high: Float32Array } {
  const { inputs: width, train } = data;
  const [low, high] = [new Float32Array(width), new Float32Array(width)];
  if (train.inputs instanceof Uint8Array) high.fill(255);
  else {
    low.set(train.inputs.subarray(0, width));
    high.set(low);
    for (const [i, value] of train.inputs.entries()) {
      const j = i % width;
      if (value < (low[j] as number)) low[j] = value;
      if (value > (high[j] as number)) high[j] = value;
    }
  }
  const read = rowReader(data);
  for (const row of [low, high]) read(row, 0, row, 0);
  return { low, high };
}

function corruption(spec: NoiseSpec, data: Dataset): Split['corrupt'] {
  const { seed, inputNoise, saltPepper } = spec;
  if (inputNoise === 0 && saltPepper === 0) return undefined;
  const { low, high } = rangeOf(data);
  return (row, sample) => {
    if (inputNoise > 0) {
      const { normal } = createStream(seed, 'input noise', sample);
      for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) + inputNoise * normal();
    }
    if (saltPepper > 0) {
      const { next } = createStream(seed, 'salt and pepper', sample);
      for (let j = 0; j < row.length; j++) {
        const drawn = next();
        if (drawn < saltPepper / 2) row[j] = low[j] as number;
        else if (drawn < saltPepper) row[j] = high[j] as number;
      }
    }
  };
}

/**
 * The data set with the scenario's noise in its training samples; the data set itself where there is none.
 * @param samples the training samples that the run may visit
 */
export function noisyData(spec: NoiseSpec, data: Dataset, samples: Uint32Array): Dataset {
  const { train } = data;
  const corrupt = corruption(spec, data);
  const present = spec.classes.length > 0 ? spec.classes : Array.from({ length: data.outputs }, (_, c) => c);
  const targets: Split['targets'] =
    spec.labelNoise > 0 && train.targets.kind === 'classes'
      ? { kind: 'classes', labels: wrongLabels(spec, train.targets.labels, samples, present) }
      : train.targets;
  if (!corrupt && targets === train.targets) return data;
  return { ...data, train: { ...train, targets, ...(corrupt ? { corrupt } : {}) } };
}
