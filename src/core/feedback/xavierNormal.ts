import { entries, type FeedbackInit } from './feedback';

/**
 * N(0, 2/(rows + columns)). Source: thesis, equation 5.3. It found at most 1 point between any two
 * distributions, normal ones slightly ahead in dense networks.
 */
export const xavierNormal: FeedbackInit = {
  name: 'Xavier normal',
  sentence: 'Normal with variance 2/(rows + columns) of B. At most 1 point from Kaiming in the thesis.',
  source: 'Flügel 2021, section 5.3; Glorot and Bengio 2010',
  draw: (stream, rows, columns) => {
    const deviation = Math.sqrt(2 / (rows + columns));
    return entries(rows * columns, () => deviation * stream.normal());
  },
};
