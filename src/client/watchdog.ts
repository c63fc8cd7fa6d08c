/**
 * How long a worker that was asked may stay silent. It knows no clock: time comes with each call, in milliseconds.
 *
 * Only time in which an answer could have come counts: not while the page is hidden, nor after the computer slept or
 * the page stood still, which shows in a clock that jumps.
 */

/** Between two looks at the clock. */
export const TICK = 1000;
/** More than that between two looks is time in which nobody could look. */
const MOST_PER_TICK = 2 * TICK;
const LEAST = 10_000;
/** Of the slowest answer so far. */
const TIMES = 20;
/** Until the first answer: programs are loaded and compiled, weights drawn. */
const TO_START = 60_000;

export interface Watchdog {
  readonly asked: (now: number) => void;
  readonly answered: (now: number) => void;
  /** Nothing is asked of it any more; how long that took says nothing of its answers. */
  readonly rest: () => void;
  /**
   * @param counts false while the page is hidden: it counts from zero after that
   * @returns whether the silence has lasted too long
   */
  readonly tick: (now: number, counts: boolean) => boolean;
  /** Somebody would rather wait: from zero again, and twice as long as before. */
  readonly wait: () => void;
  /** Milliseconds of silence that counted. */
  readonly waited: () => number;
}

export function createWatchdog(toStart = TO_START): Watchdog {
  let [waited, slowest, last, factor] = [0, 0, 0, 1];
  let [asking, started] = [false, false];
  const count = (now: number): void => {
    waited += Math.max(0, Math.min(now - last, MOST_PER_TICK));
    last = now;
  };
  const patience = (): number => factor * (started ? Math.max(LEAST, TIMES * slowest) : toStart);
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
      return waited >= patience();
    },
    wait: () => {
      [waited, factor] = [0, 2 * factor];
    },
    waited: () => waited,
  };
}
