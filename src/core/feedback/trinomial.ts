import { entries, type FeedbackInit } from './feedback';

/**
 * Each entry −1, 0 or 1 with equal chance, unscaled. Source: F³ paper (v1), section 4.5, which found a small
 * but notable improvement over Kaiming uniform on MNIST; two bits per entry are enough (its appendix).
 */
export const trinomial: FeedbackInit = {
  name: 'Trinomial −1, 0, 1',
  sentence:
    'Each entry is −1, 0 or 1 with equal chance. In the F³ paper slightly better than Kaiming, and cheap in hardware.',
  source: 'F³ paper, section 4.5',
  draw: (stream, rows, columns) => entries(rows * columns, () => stream.below(3) - 1),
};
