import type { ErrorTransform } from './errorTransform';

/** E = stored error information, the whole vector. */
export const raw: ErrorTransform = {
  name: 'Raw',
  sentence: 'The whole error vector is remembered and fed back.',
  source: 'Flügel et al. 2023, eq. 9 and 11',
  needsClasses: false,
  softmax: false,
  oneNumber: false,
  aggregated: false,
};
