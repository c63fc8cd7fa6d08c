import type { SampleMeasure } from '../measure';

/**
 * ‖∇_BP W_i‖ / ‖∇W_i‖ in the rule's own network, as root mean squares over the first ten batches before training. With
 * `fairSteps` it multiplies the layer's learning rate. Undefined where either gradient is 0.
 */
export const stepFactor: SampleMeasure = {
  kind: 'samples',
  name: 'Factor of fair steps',
  sentence:
    'How much longer backprop’s gradient is than the algorithm’s, before training: 1 is as long, 0.01 a hundredth. Fair step sizes multiply the learning rate by it.',
  source: 'A control of this lab',
  per: 'layer',
  unit: 'number',
  series: { factor: 'Factor' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ stepFactors }) => ({
    factor: stepFactors.map((factor) =>
      factor === null ? undefined : { parts: [], value: () => Math.fround(factor) },
    ),
  }),
};
