import { entries, type FeedbackInit } from './feedback';

/**
 * U(−1, 1), whatever the shape: the uniform partner of N(0, 1). No paper tests it: the thesis's uniform
 * distributions are Xavier's and He's only, all centred on 0.
 */
export const uniform: FeedbackInit = {
  name: 'Uniform',
  sentence: 'Uniform in ±1, not scaled to the layer: like trinomial, with magnitudes in between.',
  source: 'A control of this lab',
  draw: (stream, rows, columns) => entries(rows * columns, () => stream.uniform(-1, 1)),
};
