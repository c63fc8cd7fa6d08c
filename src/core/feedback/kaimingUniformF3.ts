import { entries, type FeedbackInit } from './feedback';

/**
 * U(±1/√n_i): what the F³ authors' code draws (Kaiming uniform with a = √5), and Nøkland's choice for DFA.
 * Adam hides the scale of B, so that the two Kaiming uniforms differ mostly with SGD.
 */
export const kaimingUniformF3: FeedbackInit = {
  name: 'Kaiming uniform, as in F³’s code',
  sentence: 'Uniform in ±1/√n for a layer of n units: √6 times smaller than the paper’s text says.',
  source: 'F³ authors’ code; Nøkland 2016',
  draw: (stream, rows, columns) => {
    const bound = 1 / Math.sqrt(columns);
    return entries(rows * columns, () => stream.uniform(-bound, bound));
  },
};
