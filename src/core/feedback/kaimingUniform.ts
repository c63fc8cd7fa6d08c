import { entries, type FeedbackInit } from './feedback';

/**
 * U(±√(6/n_i)): Kaiming uniform, gain √2, fan-in n_i. Source: F³ paper (v1), section 4.5; DRTP and DEFP
 * code. The papers' baseline.
 */
export const kaimingUniform: FeedbackInit = {
  name: 'Kaiming uniform, gain √2',
  sentence: 'Uniform in ±√(6/n) for a layer of n units: the baseline of the papers.',
  source: 'F³ paper, section 4.5; He et al. 2015',
  draw: (stream, rows, columns) => {
    const bound = Math.sqrt(6 / columns);
    return entries(rows * columns, () => stream.uniform(-bound, bound));
  },
};
