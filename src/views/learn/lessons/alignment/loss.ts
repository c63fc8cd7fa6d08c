import type { Outcome } from '../../../../store/learn/outcome';

/** Test accuracy lost by redrawing B in every step. */
export const lossByRedraw = (outcome: Outcome): number =>
  outcome.accuracy('fixed', 'dfa') - outcome.accuracy('step', 'dfa');
