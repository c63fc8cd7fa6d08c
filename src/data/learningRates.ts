/** Rates that several data sets share. */
import type { RuleId } from '../core/rules';

/** One rate for every rule: the F³ paper's first version on MNIST, Adam (arXiv 2304.13372v1). */
export const sharedRate = {
  bp: 0.001,
  dfa: 0.001,
  drtp: 0.001,
  'f3-error': 0.001,
  'f3-loss': 0.001,
  llo: 0.001,
} as const satisfies Record<RuleId, number>;
