import { entries, type FeedbackInit } from './feedback';

/**
 * Each entry 0 or 1 with equal chance, unscaled. Source: F³ paper (v1), section 4.5, which found a massive
 * increase of the loss on MNIST: without different signs the feedback cannot distinguish classes.
 */
export const binomial: FeedbackInit = {
  name: 'Binomial 0, 1',
  sentence: 'Each entry is 0 or 1 with equal chance. Fails on MNIST: feedback needs both signs.',
  source: 'F³ paper, section 4.5',
  draw: (stream, rows, columns) => entries(rows * columns, () => stream.below(2)),
};
