import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Reading, SampleMeasure } from './measure';

/** Square root of the sum of squares divided by `count`. */
export const rootMean = (t: () => Tensor, count = 1): Reading => ({
  parts: [tidy(() => t().square().sum())],
  value: ([sum]) => Math.sqrt((sum?.[0] ?? Number.NaN) / count),
});

/** ‖W_i‖, norm of its change since the last measurement, and root mean square of h_i on the measured samples. */
export const norms: SampleMeasure = {
  kind: 'samples',
  name: 'Norms',
  sentence: 'Sizes of weights, of their change in this epoch, and of activations, layer by layer.',
  source: 'Frobenius norms; activations as root mean square',
  per: 'layer',
  unit: 'number',
  series: { weights: 'Weights', updates: 'Change in this epoch', activations: 'Activations' },
  needsDeltas: false,
  needsErrors: false,
  needsBefore: true,
  take: ({ W, before, h }) => ({
    weights: W.map((one) => rootMean(() => one)),
    updates: W.map((one, i) => rootMean(() => one.sub(before[i] as Tensor))),
    activations: h.map((one) => rootMean(() => one, one.size)),
  }),
};
