/** Speed and time left, from the median of recent rates, so that one hiccup changes nothing. */

/** Seconds over which one rate is measured. */
const WINDOW = 0.5;
/** Rates that are kept. */
const KEPT = 20;

export interface Pace {
  readonly rates: readonly number[];
  /** Start of the current window: time in seconds, samples done until then. */
  readonly from?: { readonly time: number; readonly samples: number };
}

export const noPace: Pace = { rates: [] };

/** @param time in seconds @param samples done by all runs so far */
export function notePace(pace: Pace, time: number, samples: number): Pace {
  if (!pace.from) return { ...pace, from: { time, samples } };
  const seconds = time - pace.from.time;
  if (seconds < WINDOW) return pace;
  const rate = (samples - pace.from.samples) / seconds;
  return { rates: [...pace.rates, rate].slice(-KEPT), from: { time, samples } };
}

/** Drops the current window, since a pause is not a slow step; the rates stay. */
export const holdPace = (pace: Pace): Pace => ({ rates: pace.rates });

export function samplesPerSecond({ rates }: Pace): number | undefined {
  if (rates.length === 0) return undefined;
  const sorted = [...rates].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Seconds left, rounded to 5 s above a minute; undefined while there is no rate. */
export function secondsLeft(pace: Pace, samplesLeft: number): number | undefined {
  const rate = samplesPerSecond(pace);
  if (rate === undefined || rate <= 0) return undefined;
  const seconds = samplesLeft / rate;
  return seconds > 60 ? Math.round(seconds / 5) * 5 : Math.max(1, Math.round(seconds));
}
