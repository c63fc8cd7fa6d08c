/** How far the visitor's own runs of a card are. */
import { inDigits } from '../../../core/format';

/** `open`: not finished, and nothing trains it. */
export type RunStanding = 'done' | 'queued' | 'training' | 'open';

export interface Standing {
  readonly kind: 'nothing' | 'running' | 'partly' | 'finished';
  readonly done: number;
  readonly all: number;
  readonly text: string;
}

/** @param runs all kept runs with the card's settings */
export function standingOf(runs: readonly RunStanding[]): Standing {
  const all = runs.length;
  const done = runs.filter((run) => run === 'done').length;
  const is = (kind: Standing['kind'], text: string): Standing => ({ kind, done, all, text });
  if (all === 0) return is('nothing', 'Not measured by you');
  const under = `${done} of ${inDigits(all, 'run')} done`;
  if (runs.some((run) => run === 'training')) return is('running', `Training: ${under}`);
  if (runs.some((run) => run === 'queued')) return is('running', `Queued: ${under}`);
  if (done < all) return is('partly', `Partly: ${under}`);
  return is('finished', `Measured by you: ${inDigits(all, 'run')}`);
}
