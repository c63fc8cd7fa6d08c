import type { Outcome } from '../../../../store/learn/outcome';

/** How much of the gap from DRTP (0) to DFA (1) F³ closes, in test accuracy. */
export function gapClosed(outcome: Outcome): number {
  const drtp = outcome.accuracy('all', 'drtp');
  return (outcome.accuracy('all', 'f3-error') - drtp) / (outcome.accuracy('all', 'dfa') - drtp);
}
