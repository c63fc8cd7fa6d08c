import { entries, type FeedbackInit } from './feedback';

/**
 * N(0, 2/n_i): He normal, gain √2, fan-in n_i. Source: thesis, equations 4.6 and 5.4. It found normal
 * distributions slightly better than uniform ones in dense networks, and at most 1 point between any two.
 */
export const kaimingNormal: FeedbackInit = {
  name: 'Kaiming normal',
  sentence:
    'Normal with variance 2/n for a layer of n units. Slightly better than uniform in dense networks.',
  source: 'Flügel 2021, section 5.3; He et al. 2015',
  draw: (stream, rows, columns) => {
    const deviation = Math.sqrt(2 / columns);
    return entries(rows * columns, () => deviation * stream.normal());
  },
};
