/**
 * What an epoch's training steps take while nothing else computes. Algorithms that train side by side share the
 * processor's cores (or one graphics device): what passes on the clock then tells how many they are, not how fast one is.
 * So only steps that ran alone are timed. Of these the fastest tenth counts, for the system interrupts some.
 */
import { now } from './pace';

/** A lap lasts at least so many ticks of the clock: browsers round it to 0.1 or 1 ms. */
const TICKS = 10;
/** And so many seconds: its end is read back from the backend, which is to weigh little. */
const SHORTEST = 0.002;
const FASTEST = 0.1;

export interface Stopwatch {
  /** Steps run alone from here on. @returns false when they did already */
  readonly start: () => boolean;
  /** The steps since the last lap come to a lap: read back something of the last one, so that it is really done. */
  readonly due: (seconds: number) => boolean;
  /**
   * A step that ran alone.
   * @param weight how much of a full batch it was (0 … 1]
   * @param done its result was read back; a device may still be at work where it was not
   */
  readonly add: (seconds: number, weight: number, done: boolean) => void;
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

/** @param tick seconds between two values of the clock that times the steps */
export function createStopwatch(tick: number): Stopwatch {
  const shortest = Math.max(SHORTEST, TICKS * tick);
  /** Seconds per full batch. */
  let laps: number[] = [];
  let lap = { seconds: 0, weight: 0, done: false };
  let running = false;
  const clear = (): void => {
    lap = { seconds: 0, weight: 0, done: false };
  };
  const end = (): void => {
    if (lap.weight > 0 && lap.done) laps.push(lap.seconds / lap.weight);
    clear();
  };
  return {
    start: () => {
      if (running) return false;
      running = true;
      return true;
    },
    due: (seconds) => lap.seconds + seconds >= shortest,
    add: (seconds, weight, done) => {
      lap = { seconds: lap.seconds + seconds, weight: lap.weight + weight, done };
      if (done && lap.seconds >= shortest) end();
    },
    interrupt: () => {
      running = false;
      clear();
    },
    take: (weight) => {
      // An epoch that is shorter than a lap is timed as a whole.
      if (laps.length === 0) end();
      const taken = laps.length === 0 ? undefined : fastestTenth(laps) * weight;
      laps = [];
      clear();
      return taken;
    },
  };
}
