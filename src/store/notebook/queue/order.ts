/** The order of the runs that wait. */
import { keyText } from '../../../notebook/keys';
import type { RunKey } from '../../../notebook/records';
import { changeRuns } from '../../../notebook/write';
import { findJob, type Job } from './job';

/** Moves a waiting run before another one; to the end without one. */
export function moved(waiting: readonly Job[], key: RunKey, before: RunKey | undefined): readonly Job[] {
  const job = findJob(waiting, key);
  const next = before && findJob(waiting, before);
  if (!job || job === next) return waiting;
  const others = waiting.filter((one) => one !== job);
  return others.toSpliced(next ? others.indexOf(next) : others.length, 0, job);
}

/** The next visit finds the runs in this order. */
export function keepOrder(waiting: readonly Job[]): void {
  const places = new Map(waiting.map(({ key }, at) => [keyText(key), at]));
  const first = Math.min(...waiting.map(({ run }) => run.place));
  const kept = changeRuns(
    waiting.map(({ key }) => key),
    (old) => ({ ...old, place: first + (places.get(keyText([old.experiment, old.id])) ?? 0) }),
  );
  kept.catch(() => undefined);
}
