import type { Outcome } from '../../../../store/learn/outcome';

/** How far DRTP gets from LLO (0) to DFA (1), in test accuracy. */
export function share(outcome: Outcome): number {
  const [dfa, drtp, llo] = (['dfa', 'drtp', 'llo'] as const).map((rule) => outcome.accuracy('all', rule));
  return ((drtp ?? Number.NaN) - (llo ?? Number.NaN)) / ((dfa ?? Number.NaN) - (llo ?? Number.NaN));
}
