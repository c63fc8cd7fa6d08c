/** Means and sample standard deviations of curves, at full resolution. */
import type { EpochEvent } from '../../core/run/events';
import { statistics } from '../../experiment/aggregate';
import type { RunRecord } from '../records';

/** Points in ascending order of x. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface MeanCurve extends Points {
  /** Sample standard deviation (n − 1) at each point; absent for one run. */
  readonly sd?: Float64Array;
  readonly n: number;
}

/** Epochs trained, with fractions. */
const epochsDone = ({ epoch }: RunRecord): number => epoch;
const brokeOff = ({ state }: RunRecord): boolean => ['diverged', 'failed', 'stopped'].includes(state);

/**
 * The runs that a mean covers, as in the Lab: all finished ones, as soon as there is one; before that, the runs within one
 * epoch of the furthest. Never one that ended early.
 */
export function countedRuns(runs: readonly RunRecord[]): readonly RunRecord[] {
  const whole = runs.filter((run) => !brokeOff(run) && run.epoch > 0);
  const done = whole.filter(({ state }) => state === 'done');
  if (done.length > 0) return done;
  const furthest = Math.max(0, ...whole.map(epochsDone));
  return whole.filter((run) => epochsDone(run) >= furthest - 1);
}

/**
 * Over the points that all curves have; their places are the first one's. Sums of differences from the first curve, as in
 * `statistics`, so that equal curves have a deviation of exactly zero.
 */
export function meanCurve(curves: readonly Points[]): MeanCurve {
  const [first, ...others] = curves;
  if (!first) return { x: new Float64Array(0), y: new Float64Array(0), n: 0 };
  const length = Math.min(...curves.map(({ y }) => y.length));
  const n = curves.length;
  const y = new Float64Array(length);
  const sd = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    const own = first.y[i] as number;
    let sum = 0;
    for (const other of others) sum += (other.y[i] as number) - own;
    const middle = sum / n;
    let squares = middle * middle;
    for (const other of others) {
      const offset = (other.y[i] as number) - own - middle;
      squares += offset * offset;
    }
    y[i] = own + middle;
    sd[i] = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  }
  return { x: first.x.slice(0, length), y, n, ...(n > 1 ? { sd } : {}) };
}

/** Seconds of training until the end of each epoch: the mean over runs, over the epochs that all have. */
export function meanSeconds(all: readonly (readonly EpochEvent[])[]): Float64Array {
  const length = all.length > 0 ? Math.min(...all.map((epochs) => epochs.length)) : 0;
  const seconds = new Float64Array(length + 1);
  for (let i = 0; i < length; i += 1) {
    const one = statistics(all.map((epochs) => epochs[i]?.trainSeconds ?? 0))?.mean ?? 0;
    seconds[i + 1] = (seconds[i] as number) + one;
  }
  return seconds;
}
