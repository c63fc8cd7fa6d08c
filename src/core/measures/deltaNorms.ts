import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Reading, SampleMeasure } from './measure';

/**
 * Root mean square of ‖dh_i‖ over N samples, times `scale`. Entries are divided by the largest before squaring, because
 * squares of vanishing deltas in deep networks underflow in single precision.
 */
function rootMeanNorm(dh: Tensor2D | undefined, scale: number): Reading | undefined {
  if (dh === undefined) return undefined;
  const [samples] = dh.shape;
  const largest = dh.abs().max();
  return {
    parts: [largest, dh.div(largest.maximum(SMALLEST)).square().sum()],
    value: ([most, sum]) => {
      const [m, squares] = [most?.[0] ?? Number.NaN, sum?.[0] ?? Number.NaN];
      // Devices differ for subnormal numbers: some flush them to 0.
      return m < SMALLEST ? 0 : m * Math.sqrt(squares / samples) * scale;
    },
  };
}

/** The smallest normal number of single precision. */
const SMALLEST = 2 ** -126;

/**
 * Root mean square norm of a rule's dh_i of hidden layers, before f', over the measured samples. Scaled per sample:
 * without the 1/N of a batch mean, and for layerwise rules with the loss summed over outputs, as reported. This makes
 * rules comparable: BP's dz_K equals DFA's error if the loss matches the output activation. The output layer has no dh.
 */
export const deltaNorms: SampleMeasure = {
  kind: 'samples',
  name: 'Size of the delta',
  sentence:
    'How much of the delta arrives at each hidden layer, per sample. Backprop’s shrinks or grows from layer to layer; direct feedback reaches all layers alike.',
  source: 'Root mean square of ‖δh‖; Hochreiter 1991, Glorot and Bengio 2010',
  per: 'layer',
  unit: 'number',
  series: { norm: 'Norm of δh' },
  needsDeltas: true,
  needsErrors: false,
  take: ({ own, deltaScale }) => ({ norm: own().dh.map((dh) => rootMeanNorm(dh, deltaScale)) }),
};
