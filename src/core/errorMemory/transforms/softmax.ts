import type { ErrorTransform } from './errorTransform';

/**
 * F3-Error: E = y* - softmax(y); F3-Loss: the loss's gradient taken through softmax(y). With a sigmoid
 * output this squashes twice, as the authors' code does.
 */
export const softmax: ErrorTransform = {
  name: 'Softmax',
  sentence: 'The output passes a softmax before its error is taken. The paper found it worse.',
  source: 'Flügel et al. 2023, section 3.4',
  needsClasses: false,
  softmax: true,
  oneNumber: false,
  aggregated: false,
};
