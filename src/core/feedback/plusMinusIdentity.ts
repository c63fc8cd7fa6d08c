import type { FeedbackInit } from './feedback';

/**
 * ±I: the identity repeated along the larger dimension with alternating sign, cut off at the end: [I, −I, I …]
 * for C < n_i; nothing is random. Source: F³ paper (v1), section 4.5 and figure 4, which found that it does
 * not train on MNIST: a column with one non-zero entry mixes no classes.
 */
export const plusMinusIdentity: FeedbackInit = {
  name: '±I',
  sentence:
    'The identity, repeated with alternating sign. Fails on MNIST: each unit hears of one class only.',
  source: 'F³ paper, section 4.5',
  draw: (_stream, rows, columns) => {
    const side = Math.min(rows, columns);
    const B = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = row % side; column < columns; column += side) {
        const tile = Math.floor(Math.max(row, column) / side);
        B[row * columns + column] = tile % 2 === 0 ? 1 : -1;
      }
    }
    return B;
  },
};
