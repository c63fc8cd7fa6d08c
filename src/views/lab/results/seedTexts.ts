/** Texts on the runs of a rule's mean, and on the state of a single seed. */
import { count } from '../../../core/format';
import type { Result, RunResult } from '../../../store/run/results';
import { brokeOff } from '../../../store/run/series';

interface Now {
  /** The table's epoch. */
  readonly common: number;
  /** Workers exist, so runs that have not started are queued. */
  readonly alive: boolean;
}

/** Parts of "5 seeds", "4 of 5, 1 stopped", "1 of 5, 2 waiting". */
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
  failed: 'its worker failed',
  stopped: 'by you',
} as const;

/** State of a seed that differs from its rule's mean; empty otherwise. @param epoch the mean's epoch */
export function seedStateText(run: RunResult, epoch: number, alive: boolean): string {
  if (run.waits) return alive ? 'waiting' : '';
  const own = run.epoch !== epoch && run.epoch > 0 ? `epoch ${run.epoch}` : '';
  if (run.end !== undefined && run.end !== 'done')
    return [`stopped at step ${count(run.step)}: ${whyEnded[run.end]}`, own].filter(Boolean).join(', ');
  const stuck = run.stuckSince === undefined ? '' : `stuck since epoch ${run.stuckSince}`;
  return [run.counts ? '' : own || 'begins', stuck].filter(Boolean).join(', ');
}
