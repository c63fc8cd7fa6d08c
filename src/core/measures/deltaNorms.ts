import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Reading, SampleMeasure } from './measure';

/**
 * Root over the N samples of the mean ‖dh_i‖², times `scale`. Divided by the largest entry before squaring:
 * what fades through thirty layers would have no square in single precision.
 */
function rootMeanNorm(dh: Tensor2D | undefined, scale: number): Reading | undefined {
  if (dh === undefined) return undefined;
  const [samples] = dh.shape;
  const largest = dh.abs().max();
  return {
    parts: [largest, dh.div(largest.maximum(SMALLEST)).square().sum()],
    value: ([most, sum]) => {
      const [m, squares] = [most?.[0] ?? Number.NaN, sum?.[0] ?? Number.NaN];
      // Below the smallest normal number devices differ: some read 0.
      return m < SMALLEST ? 0 : m * Math.sqrt(squares / samples) * scale;
    },
  };
}

/** The smallest normal number of single precision. */
const SMALLEST = 2 ** -126;

/**
 * How large the dh_i are that a rule feeds its hidden layers, before f', as root mean square over the measured samples'
 * samples. Of each sample alone: the 1/N of a mean over the batch is taken out, and the loss of layerwise rules is
 * summed over outputs as it is reported. So BP's dz_K and DFA's error are the same numbers where the loss goes with
 * the output activation, and the rules can be compared. The output layer has no dh.
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
