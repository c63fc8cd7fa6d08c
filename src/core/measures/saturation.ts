import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Reading, SampleMeasure } from './measure';

/** A slope below this share of the activation's steepest counts as flat: |tanh| above about 0.975. */
const FLAT = 0.05;

const share = (t: Tensor2D | Tensor1D, of: number): Reading => ({
  parts: [t.sum()],
  value: ([count]) => (count?.[0] ?? Number.NaN) / of,
});

/** @param slopes [N, n]. @param largest the activation's steepest slope */
function sharesOf(
  slopes: Tensor2D,
  largest: number,
): { readonly saturated: Reading; readonly dead: Reading } {
  const [samples, units] = slopes.shape;
  const flat = slopes
    .sub(FLAT * largest)
    .neg()
    .step() as Tensor2D;
  // A unit is dead when it is flat for all N samples: its count exceeds N - 1/2.
  const dead = flat
    .sum(0)
    .sub(samples - 0.5)
    .step() as Tensor1D;
  return { saturated: share(flat, samples * units), dead: share(dead, units) };
}

/** Share of flat activations, and of units that are flat for every measured sample (dead). */
export const saturation: SampleMeasure = {
  kind: 'samples',
  name: 'Saturated and dead units',
  sentence:
    'Units where the activation is so flat that they hardly learn, and those that never leave it. Of an output: where less than 5 % of its error passes; “–” where all does (linear, softmax with cross-entropy, PEPITA).',
  source: 'Slope below 5 % of the steepest; Glorot and Bengio 2010',
  per: 'layer',
  unit: 'share',
  series: { saturated: 'Saturated', dead: 'Dead' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ h, slope, passes }) => {
    const hidden = h.slice(0, -1).map((_, i) => {
      const slopes = slope(i + 1);
      return slopes && sharesOf(slopes.values, slopes.largest);
    });
    const output = passes();
    const all = [...hidden, output && sharesOf(output, 1)];
    return { saturated: all.map((one) => one?.saturated), dead: all.map((one) => one?.dead) };
  },
};
