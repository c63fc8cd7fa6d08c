/** Dummy measure: the sum of squares of each layer's weights. */
import type { SampleMeasure } from '../../src/core/measures/measure';

export const dummyMeasure: SampleMeasure = {
  kind: 'samples',
  name: 'Dummy measure',
  sentence: 'Sum of squared weights.',
  source: 'A test of this lab',
  per: 'layer',
  unit: 'number',
  series: { squares: 'Squares' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ W }) => ({
    squares: W.map((one) => ({ parts: [one.square().sum()], value: ([sum]) => sum?.[0] ?? Number.NaN })),
  }),
};
