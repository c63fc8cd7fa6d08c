import type { Outcome } from '../../../../store/learn/outcome';

/** The lowest accuracy among the rules with random feedback. */
export const worstUnlocked = (outcome: Outcome): number =>
  Math.min(...(['dfa', 'f3-error', 'drtp'] as const).map((rule) => outcome.accuracy('all', rule)));
