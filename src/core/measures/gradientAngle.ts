import { angle } from './angle';
import type { SampleMeasure } from './measure';

/**
 * Angle between the rule's and backpropagation's gradient of W_i, summed over the measured samples, at the same
 * weights. Unlike the mean angle of deltas it weights samples by the size of their gradients.
 */
export const gradientAngle: SampleMeasure = {
  kind: 'samples',
  name: 'Angle to backprop',
  sentence:
    'Between the rule’s weight gradient and backprop’s, summed over up to 1,000 training samples. Below 90° it helps, on average.',
  source: 'Lillicrap et al. 2016; Nøkland 2016',
  per: 'layer',
  unit: 'degrees',
  series: { angle: 'Weight gradient' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ own, bp }) => {
    const truth = bp().W;
    return { angle: own().W.map((gradient, i) => angle(gradient, truth[i])) };
  },
};
