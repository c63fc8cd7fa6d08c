import { cosine } from './angle';
import type { ProbedLayer, Reading, SampleMeasure } from './measure';

const sum = (values: Float32Array | undefined): number =>
  values?.reduce((all, one) => all + one, 0) ?? Number.NaN;

function ratioOf({ signalToNoise }: ProbedLayer): Reading {
  const { sums, counts } = signalToNoise();
  return { parts: [sums, counts], value: ([ratios, entries]) => Math.fround(sum(ratios) / sum(entries)) };
}

/** The ratio for gradients of zero mean: E|mean| / std of `samples` normal numbers. */
const noiseFloor = (samples: number): number => Math.sqrt(2 / (Math.PI * samples));

/**
 * Variance and bias of a rule's gradient, from the gradients g_n of n single samples: the mean over entries of W_i of
 * |mean_n g_n| / std_n g_n (std divides by n), and the cosine of Σ g_n to backpropagation's. Entries that are 0
 * for all samples are skipped, such as those of always black pixels. No ε: the ratio is independent of the scale of g.
 */
export const gradientNoise: SampleMeasure = {
  kind: 'samples',
  name: 'Gradient noise',
  sentence:
    'Variance and bias of the rule’s gradient, on up to 256 single training samples: signal-to-noise ratio, what pure noise would give, and cosine to backprop. LLO has it of the output layer only.',
  source:
    '|mean| / std, mean over entries; floor √(2/(πn)). After Richards, Pogodin et al., Neuromatch NeuroAI 2024',
  per: 'layer',
  unit: { snr: 'number', floor: 'number', cosine: 'cosine' },
  series: { snr: 'Signal-to-noise ratio', floor: 'Pure noise', cosine: 'Cosine to backprop' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ probe }) => {
    const { samples, own, bp } = probe();
    // A single sample has no standard deviation.
    const some = samples > 1 ? own : own.map(() => undefined);
    return {
      snr: some.map((layer) => layer && ratioOf(layer)),
      floor: some.map((layer) => layer && { parts: [], value: () => Math.fround(noiseFloor(samples)) }),
      cosine: own.map((layer, i) => cosine(layer?.gradient, bp[i]?.gradient)),
    };
  },
};
