/**
 * A watchdog for a worker's answers. It reads no clock: each call passes the time in milliseconds.
 *
 * Only time in which an answer could have arrived counts: not while the page is hidden, nor when the computer slept
 * or the page was frozen, which shows as a jump of the clock.
 */

/** Milliseconds between two ticks. */
export const TICK = 1000;
/** A longer gap between two ticks means that the computer slept or the page was frozen. */
const MAX_PER_TICK = 2 * TICK;
const MIN_TIMEOUT = 10_000;
/** The timeout as a multiple of the slowest answer so far. */
const TIMEOUT_FACTOR = 20;
/** Until the first answer, while code is loaded and compiled and weights are drawn. */
const START_TIMEOUT = 60_000;

export interface Watchdog {
  readonly asked: (now: number) => void;
  readonly answered: (now: number) => void;
  /** Nothing is pending any more; the time so far does not count as an answer. */
  readonly rest: () => void;
  /**
   * @param counts false while the page is hidden, which resets the count
   * @returns whether the worker has been silent for too long
   */
  readonly tick: (now: number, counts: boolean) => boolean;
  /** The user chose to wait: the count restarts, with twice the timeout. */
  readonly wait: () => void;
  /** Milliseconds of silence that count. */
  readonly waited: () => number;
}

export function createWatchdog(startTimeout = START_TIMEOUT): Watchdog {
  let [waited, slowest, last, factor] = [0, 0, 0, 1];
  let [asking, started] = [false, false];
  const count = (now: number): void => {
    waited += Math.max(0, Math.min(now - last, MAX_PER_TICK));
    last = now;
  };
  const timeout = (): number =>
    factor * (started ? Math.max(MIN_TIMEOUT, TIMEOUT_FACTOR * slowest) : startTimeout);
  return {
    asked: (now) => {
      [asking, waited, last] = [true, 0, now];
    },
    answered: (now) => {
      if (!asking) return;
      count(now);
      slowest = Math.max(slowest, waited);
      [asking, started, waited] = [false, true, 0];
    },
    rest: () => {
      [asking, waited] = [false, 0];
    },
    tick: (now, counts) => {
      if (!asking) return false;
      count(now);
      if (!counts) waited = 0;
      return waited >= timeout();
    },
    wait: () => {
      [waited, factor] = [0, 2 * factor];
    },
    waited: () => waited,
  };
}
