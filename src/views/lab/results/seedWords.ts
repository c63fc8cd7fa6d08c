/** What a rule's mean is of, and how a single seed stands, in words. */
import { count } from '../../../core/format';
import type { Result, RunResult } from '../../../store/run/results';
import { brokeOff } from '../../../store/run/series';

interface Now {
  /** The epoch of which the table is. */
  readonly common: number;
  /** Workers train, or may go on: what has not begun waits for one. */
  readonly alive: boolean;
}

/** "5 seeds", "4 of 5, 1 stopped", "1 of 5, 2 waiting", part by part. */
export function seedsParts({ runs = [], epoch }: Result, { common, alive }: Now): readonly string[] {
  const n = runs.filter(({ counts }) => counts).length;
  const stopped = runs.filter(brokeOff).length;
  const waiting = runs.filter(({ waits }) => waits).length;
  const none = runs.every((run) => run.waits);
  const of = n === runs.length || (none && !alive) ? `${runs.length} seeds` : `${n} of ${runs.length}`;
  return [
    of,
    stopped > 0 ? `${stopped} stopped` : '',
    alive && waiting > 0 ? `${waiting} waiting` : '',
    n > 0 && epoch !== common ? `epoch ${epoch}` : '',
  ].filter(Boolean);
}

export const whyEnded = {
  diverged: 'its loss is not a number',
  failed: 'its worker broke',
  stopped: 'by you',
} as const;

/** How it stands where it is not as its rule's mean says; empty otherwise. @param epoch of which the mean is */
export function standingText(run: RunResult, epoch: number, alive: boolean): string {
  if (run.waits) return alive ? 'waiting' : '';
  const own = run.epoch !== epoch && run.epoch > 0 ? `epoch ${run.epoch}` : '';
  if (run.end !== undefined && run.end !== 'done')
    return [`stopped at step ${count(run.step)}: ${whyEnded[run.end]}`, own].filter(Boolean).join(', ');
  const stuck = run.stuckSince === undefined ? '' : `stuck since epoch ${run.stuckSince}`;
  return [run.counts ? '' : own || 'begins', stuck].filter(Boolean).join(', ');
}
