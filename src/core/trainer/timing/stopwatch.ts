/**
 * Times training steps. Algorithms that train concurrently share CPU cores or a GPU, so wall-clock time would mostly
 * measure how many there are. Only steps that run exclusively are timed, and of these only the fastest tenth counts,
 * because the operating system interrupts some.
 */
import { now } from '../clock';

/** Minimum lap length in clock ticks: browsers round the clock to 0.1 or 1 ms. */
const TICKS = 10;
/** Minimum lap length in seconds, so that the read-back at its end is negligible. */
const SHORTEST = 0.002;
const FASTEST = 0.1;

export interface Stopwatch {
  /** Steps run exclusively from now on. @returns false if they already did */
  readonly start: () => boolean;
  /**
   * Whether to read back a result now to end the lap, on a device that queues work. Only soon after the start: later,
   * laps end at read-backs made for other reasons, because each one stalls the device.
   */
  readonly due: (seconds: number) => boolean;
  /**
   * Adds a step that ran exclusively.
   * @param weight batch size relative to a full batch, (0 … 1]
   * @param read whether its result was read back
   */
  readonly add: (seconds: number, weight: number, read: boolean) => void;
  /** Steps no longer run exclusively: drops the unfinished lap. */
  readonly interrupt: () => void;
  /** Seconds for `weight` full batches, from the fastest tenth since the last call; undefined without timed steps. */
  readonly take: (weight: number) => number | undefined;
}

/** Mean of the smallest tenth of the values, at least one. */
export function fastestTenth(values: readonly number[]): number {
  const fastest = Float64Array.from(values)
    .sort()
    .subarray(0, Math.ceil(FASTEST * values.length));
  return fastest.reduce((sum, value) => sum + value, 0) / fastest.length;
}

/** Calls without a change after which the clock counts as stopped. */
const MAX_CALLS = 100_000;

/** Resolution of the clock, seconds; infinite for a stopped clock. */
export function clockTick(): number {
  const next = (from: number): number => {
    for (let calls = 0; calls < MAX_CALLS; calls++) {
      const at = now();
      if (at !== from) return at;
    }
    return Number.POSITIVE_INFINITY;
  };
  const first = next(now());
  return (next(first) - first) / 1000;
}

/** Seconds after the start during which laps request their own read-backs. */
const EARLY = 0.1;

const NO_LAP = { seconds: 0, weight: 0, done: false };

/**
 * @param tick resolution of the clock, seconds
 * @param queues whether the backend queues work, so that a step returns before it has finished
 */
export function createStopwatch(tick: number, queues: boolean): Stopwatch {
  const shortest = Math.max(SHORTEST, TICKS * tick);
  /** Seconds per full batch. */
  let laps: number[] = [];
  let lap = NO_LAP;
  let running = false;
  /** Seconds of steps since `start`. */
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
      // An epoch shorter than a lap is timed as a whole.
      if (laps.length === 0) end();
      const taken = laps.length === 0 ? undefined : fastestTenth(laps) * weight;
      laps = [];
      lap = NO_LAP;
      return taken;
    },
  };
}
