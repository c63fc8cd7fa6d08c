import type { FeedbackInit } from './feedback';

/** Each entry −1, 0 or 1 with equal chance, unscaled. The papers found it as good as Kaiming's. */
export const trinomial: FeedbackInit = {
  name: 'Trinomial −1, 0, 1',
  sentence: 'Each entry is −1, 0 or 1 with equal chance. About as good as Kaiming, and cheap in hardware.',
  source: 'F³ paper, section 4.3',
  entry: (stream) => stream.below(3) - 1,
};
