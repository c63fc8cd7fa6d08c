/** A timeout for a worker that may hang. */
import { WorkerError } from './failures';
import { createWatchdog, TICK } from './watchdog';

export const isHidden = (): boolean => globalThis.document?.hidden ?? false;

export interface Timeout {
  /** The worker made progress: the timeout starts over. */
  readonly restart: () => void;
  /** Rejects with "silent" when there was no progress for too long while the page was visible. */
  readonly guard: <T>(work: Promise<T>) => Promise<T>;
}

/** @param milliseconds without progress that are allowed */
export function createTimeout(milliseconds: number): Timeout {
  const fresh = () => {
    const watch = createWatchdog(milliseconds);
    watch.asked(performance.now());
    return watch;
  };
  let watch = fresh();
  return {
    restart: () => {
      watch = fresh();
    },
    guard: (work) =>
      new Promise((resolve, reject) => {
        watch = fresh();
        const timer = setInterval(() => {
          if (!watch.tick(performance.now(), !isHidden())) return;
          // Work that hangs never settles.
          clearInterval(timer);
          reject(new WorkerError('silent', `No answer for ${milliseconds / 1000} s.`));
        }, TICK);
        work.then(resolve, reject).finally(() => clearInterval(timer));
      }),
  };
}
