import { entries, type FeedbackInit } from './feedback';

/**
 * U(±√(6/(rows + columns))). Source: thesis, equations 4.5 and 5.5; biotorch's default. The thesis found at
 * most 1 point between this and He's distributions, and this one best for a convolutional network on MNIST.
 */
export const xavierUniform: FeedbackInit = {
  name: 'Xavier uniform',
  sentence: 'Uniform in ±√(6/(rows + columns)) of B. At most 1 point from Kaiming in the thesis.',
  source: 'Flügel 2021, section 5.3; Glorot and Bengio 2010',
  draw: (stream, rows, columns) => {
    const bound = Math.sqrt(6 / (rows + columns));
    return entries(rows * columns, () => stream.uniform(-bound, bound));
  },
};
