/** Waits for a worker that may hang, by the page's clock. */
import { WorkerError } from './troubles';
import { createWatch, TICK } from './watch';

export const isHidden = (): boolean => globalThis.document?.hidden ?? false;

export interface Patience {
  /** It has said something: its time begins anew. */
  readonly heard: () => void;
  /** Rejects with "silent" when nothing was heard for too long, though the page was seen all the while. */
  readonly bound: <T>(work: Promise<T>) => Promise<T>;
}

/** @param milliseconds that it may stay silent */
export function createPatience(milliseconds: number): Patience {
  const fresh = () => {
    const watch = createWatch(milliseconds);
    watch.asked(performance.now());
    return watch;
  };
  let watch = fresh();
  return {
    heard: () => {
      watch = fresh();
    },
    bound: (work) =>
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
