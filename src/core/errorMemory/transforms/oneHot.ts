import type { ErrorTransform } from './errorTransform';

/** E = y* ⊙ stored: only the entry of the correct class, so feedback is one scaled row of B. */
export const oneHot: ErrorTransform = {
  name: 'One-hot',
  sentence:
    'Only the error of the right class is fed back: one row of B, scaled. The paper’s headline variant.',
  source: 'Flügel et al. 2023, section 3.4',
  needsClasses: true,
  softmax: false,
  oneNumber: true,
  aggregated: false,
  read: ({ E, target }) => E.mul(target),
};
