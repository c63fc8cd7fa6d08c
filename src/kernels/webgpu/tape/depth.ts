/**
 * How far the device may be behind: a person who pauses, or another run on the same GPU, waits for what was handed to it
 * before.
 */
import { internals } from '../backend';

/** Submissions of steps that the device may not have done yet. */
const MOST = 3;

export interface Depth {
  /** Call after a submission. */
  readonly note: () => void;
  /** Resolves when the device has caught up; undefined where it need not be waited for. */
  readonly behind: () => Promise<void> | undefined;
}

export function createDepth(): Depth {
  const { queue } = internals();
  /** Ends of the submissions that are not done, the oldest first. */
  let ends: Promise<void>[] = [];
  return {
    note: () => {
      // A lost device has nothing left to do.
      const end = queue.onSubmittedWorkDone().catch(() => undefined);
      ends.push(end);
      void end.then(() => {
        ends = ends.filter((one) => one !== end);
      });
    },
    behind: () => (ends.length > MOST ? ends[ends.length - 1 - MOST] : undefined),
  };
}
