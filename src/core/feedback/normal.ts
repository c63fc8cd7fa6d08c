import { entries, type FeedbackInit } from './feedback';

/**
 * N(0, 1), whatever the shape; `feedbackDeviation` multiplies it. Source: thesis, sections 4.3 and 5.3. It found at most
 * 1 point between this and the scaled distributions (with Adam, which hides the scale of B).
 */
export const normal: FeedbackInit = {
  name: 'Normal',
  sentence: 'Standard normal, not scaled to the layer. At most 1 point from Kaiming in the thesis.',
  source: 'Flügel 2021, section 5.3',
  draw: (stream, rows, columns) => entries(rows * columns, () => stream.normal()),
};
