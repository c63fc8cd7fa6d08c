/** Time left of the queue, by the rate of all runs that train. */
import { holdPace, noPace, notePace, type Pace, secondsLeft } from '../../run/pace';

export interface Estimate {
  /** Samples that all runs have trained on so far. */
  readonly samples: () => number;
  /** @param time in seconds @param more samples since the last call */
  readonly note: (time: number, more: number) => void;
  /** Nothing trains from here on: the gap is not slow training. */
  readonly rest: () => void;
  /** Seconds; undefined while the rate is not known. */
  readonly left: (samples: number) => number | undefined;
}

export function createEstimate(): Estimate {
  let pace: Pace = noPace;
  let samples = 0;
  return {
    samples: () => samples,
    note: (time, more) => {
      samples += more;
      pace = notePace(pace, time, samples);
    },
    rest: () => {
      pace = holdPace(pace);
    },
    left: (of) => secondsLeft(pace, of),
  };
}
