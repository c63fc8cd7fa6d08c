/** Waits for a worker that may hang, by the page's clock. */
import { WorkerError } from './failures';
import { createWatchdog, TICK } from './watchdog';

export const isHidden = (): boolean => globalThis.document?.hidden ?? false;

export interface Timeout {
  /** It has said something: its time begins anew. */
  readonly restart: () => void;
  /** Rejects with "silent" when no progress came for too long, though the page was seen all the while. */
  readonly guard: <T>(work: Promise<T>) => Promise<T>;
}

/** @param milliseconds that it may stay silent */
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
