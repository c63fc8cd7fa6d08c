import type { BatchMeasure } from '../measure';

/** Sum of absolute entries of each batch's gradient of W_i: 0 means a dead layer, NaN a diverged one. */
export const watch: BatchMeasure = {
  kind: 'batch',
  name: 'Watch every batch',
  sentence: 'Names the batch and the layer at which a gradient first is zero (a dead layer) or not a number.',
  source: 'A view of this lab',
  look: (gradient) => gradient.abs().sum(),
};
