/**
 * What an epoch's training steps take while nothing else computes. Algorithms that train side by side share the
 * processor's cores (or one graphics device): what passes on the clock then tells how many they are, not how fast one is.
 * So only steps that ran alone are timed. Of these the fastest tenth counts, for the system interrupts some.
 */
import { now } from './clock';

/** A lap lasts at least so many ticks of the clock: browsers round it to 0.1 or 1 ms. */
const TICKS = 10;
/** And so many seconds: its end is read back from the backend, which is to weigh little. */
const SHORTEST = 0.002;
const FASTEST = 0.1;

export interface Stopwatch {
  /** Steps run alone from here on. @returns false when they did already */
  readonly start: () => boolean;
  /**
   * The steps since the last lap come to a lap, but a device may still be at work on them: read back something of the
   * last one. So soon after the start only: later it waits for what is read anyway, for each reading holds up the device.
   */
  readonly due: (seconds: number) => boolean;
  /**
   * A step that ran alone.
   * @param weight how much of a full batch it was (0 … 1]
   * @param read its result was read back
   */
  readonly add: (seconds: number, weight: number, read: boolean) => void;
  /** From here on steps do not run alone: what is no lap yet is dropped. */
  readonly interrupt: () => void;
  /** Seconds for so many full batches at the pace of the fastest tenth since the last time; undefined where none was timed. */
  readonly take: (weight: number) => number | undefined;
}

/** Mean of the smallest tenth of some numbers: of one at least. */
export function fastestTenth(values: readonly number[]): number {
  const fastest = Float64Array.from(values)
    .sort()
    .subarray(0, Math.ceil(FASTEST * values.length));
  return fastest.reduce((sum, value) => sum + value, 0) / fastest.length;
}

/** Calls after which a clock counts as standing still. */
const PATIENCE = 100_000;

/** Seconds between two values that the clock can have. */
export function clockTick(): number {
  const next = (from: number): number => {
    for (let calls = 0; calls < PATIENCE; calls++) {
      const at = now();
      if (at !== from) return at;
    }
    return Number.POSITIVE_INFINITY;
  };
  const first = next(now());
  return (next(first) - first) / 1000;
}

/** Seconds from the start in which laps end by readings of their own. */
const EARLY = 0.1;

const NO_LAP = { seconds: 0, weight: 0, done: false };

/**
 * @param tick seconds between two values of the clock that times the steps
 * @param queues a device works off what steps ask for
 */
export function createStopwatch(tick: number, queues: boolean): Stopwatch {
  const shortest = Math.max(SHORTEST, TICKS * tick);
  /** Seconds per full batch. */
  let laps: number[] = [];
  let lap = NO_LAP;
  let running = false;
  /** Seconds of steps since the start. */
  let spent = 0;
  const end = (): void => {
    if (lap.weight > 0 && lap.done) laps.push(lap.seconds / lap.weight);
    lap = NO_LAP;
  };
  return {
    start: () => {
      if (running) return false;
      running = true;
      spent = 0;
      return true;
    },
    due: (seconds) => queues && spent < EARLY && lap.seconds + seconds >= shortest,
    add: (seconds, weight, read) => {
      spent += seconds;
      const done = read || !queues;
      lap = { seconds: lap.seconds + seconds, weight: lap.weight + weight, done };
      if (done && lap.seconds >= shortest) end();
    },
    interrupt: () => {
      running = false;
      lap = NO_LAP;
    },
    take: (weight) => {
      // An epoch that is shorter than a lap is timed as a whole.
      if (laps.length === 0) end();
      const taken = laps.length === 0 ? undefined : fastestTenth(laps) * weight;
      laps = [];
      lap = NO_LAP;
      return taken;
    },
  };
}
