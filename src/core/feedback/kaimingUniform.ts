import type { FeedbackInit } from './feedback';

/** U(±√(6/n_i)): Kaiming uniform, gain √2, fan-in n_i. Source: F³ paper (v1) text, DRTP code. */
export const kaimingUniform: FeedbackInit = {
  name: 'Kaiming uniform, gain √2',
  sentence: 'Uniform in ±√(6/n) for a layer of n units.',
  source: 'F³ paper, section 4; He et al. 2015',
  entry: (stream, units) => {
    const bound = Math.sqrt(6 / units);
    return stream.uniform(-bound, bound);
  },
};
