/** How the accuracy of raw F³ goes, epoch by epoch. */
import type { Outcome } from '../../../../store/learn/outcome';

/** A fall by more than this between two epochs is a swing. */
const FALL = 0.01;

export function accuracies(outcome: Outcome, arm: string): readonly number[] {
  const epochs = outcome.epochs(arm, 'f3-error');
  return Array.from({ length: epochs }, (_, i) => outcome.accuracyAt(arm, 'f3-error', i + 1));
}

/** The largest fall from one epoch to the next; 0 if there is none. */
export function largestFall(outcome: Outcome, arm: string): number {
  const all = accuracies(outcome, arm);
  return Math.max(0, ...all.slice(1).map((now, i) => (all[i] ?? Number.NaN) - now));
}

export function course(outcome: Outcome): string | undefined {
  const all = accuracies(outcome, 'raw');
  if (all.length === 0 || all.some(Number.isNaN)) return undefined;
  if (Math.max(...all) < 0.5) return 'never';
  return largestFall(outcome, 'raw') > FALL ? 'swings' : 'smooth';
}
