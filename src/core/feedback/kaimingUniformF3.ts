import type { FeedbackInit } from './feedback';

/** U(±1/√n_i): what the F³ authors' code draws (Kaiming uniform with a = √5). */
export const kaimingUniformF3: FeedbackInit = {
  name: 'Kaiming uniform, as in F³’s code',
  sentence: 'Uniform in ±1/√n for a layer of n units: √6 times smaller than the paper’s text says.',
  source: 'F³ authors’ code',
  entry: (stream, units) => {
    const bound = 1 / Math.sqrt(units);
    return stream.uniform(-bound, bound);
  },
};
