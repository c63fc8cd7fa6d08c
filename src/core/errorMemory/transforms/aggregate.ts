import type { ErrorTransform } from './errorTransform';

/** E = y* × m, where m is one number for the training set: the mean of 1 - y_c over the samples of the last epoch, 1 before the first. */
export const aggregate: ErrorTransform = {
  name: 'Aggregated',
  sentence: 'One number for the whole training set: the mean error of the right class in the last epoch.',
  source: 'Flügel et al. 2023, section 3.4',
  needsClasses: true,
  softmax: false,
  oneNumber: false,
  aggregated: true,
  read: ({ target, mean }) => target.mul(mean),
};
