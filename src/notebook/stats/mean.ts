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

/** Whether the curves have the same x, as far as the shortest goes: runs that differ in rule and seed do. */
function sameX([first, ...others]: readonly Points[], length: number): boolean {
  return others.every(({ x }) => {
    if (x === first?.x) return true;
    for (let i = 0; i < length; i += 1) if (x[i] !== first?.x[i]) return false;
    return true;
  });
}

/** For each curve the places of the x that all have. */
function sharedPlaces(curves: readonly Points[], shortest: number): readonly Uint32Array[] {
  const all = curves.map(() => new Uint32Array(shortest));
  const next = new Uint32Array(curves.length);
  const own = new Float64Array(curves.length);
  let length = 0;
  while (curves.every(({ x }, k) => (next[k] as number) < x.length)) {
    for (const [k, { x }] of curves.entries()) own[k] = x[next[k] as number] as number;
    const furthest = own.reduce((a, b) => Math.max(a, b));
    const isShared = own.every((x) => x === furthest);
    for (const [k, places] of all.entries()) {
      if (isShared) places[length] = next[k] as number;
      if (isShared || (own[k] as number) < furthest) next[k] = (next[k] as number) + 1;
    }
    if (isShared) length += 1;
  }
  return all.map((places) => places.subarray(0, length));
}

/** The curves at the x that all have: with different steps per epoch, at least the ends of epochs. */
function shared(curves: readonly Points[]): readonly Points[] {
  const shortest = Math.min(...curves.map(({ y }) => y.length));
  const upTo = (all: Float64Array): Float64Array =>
    all.length === shortest ? all : all.subarray(0, shortest);
  if (sameX(curves, shortest)) return curves.map(({ x, y }) => ({ x: upTo(x), y: upTo(y) }));
  return sharedPlaces(curves, shortest).map((places, k) => {
    const { x, y } = curves[k] as Points;
    return {
      x: Float64Array.from(places, (i) => x[i] as number),
      y: Float64Array.from(places, (i) => y[i] as number),
    };
  });
}

/** @param middle mean difference from the first curve, at each point */
function deviations(own: Float64Array, others: readonly Points[], middle: Float64Array): Float64Array {
  const squares = middle.map((value) => value * value);
  for (const { y } of others)
    for (let i = 0; i < squares.length; i += 1) {
      const offset = (y[i] as number) - (own[i] as number) - (middle[i] as number);
      squares[i] = (squares[i] as number) + offset * offset;
    }
  return squares.map((sum) => Math.sqrt(sum / others.length));
}

/**
 * Over the x that all curves have, so that it never jumps where one begins or ends. Sums of differences from the first
 * curve, as in `statistics`, so that equal curves have a deviation of exactly zero. May share its x with them.
 */
export function meanCurve(curves: readonly Points[]): MeanCurve {
  const [first, ...others] = curves.length > 0 ? shared(curves) : [];
  if (!first) return { x: new Float64Array(0), y: new Float64Array(0), n: 0 };
  const { length } = first.y;
  const n = curves.length;
  const middle = new Float64Array(length);
  for (const { y } of others)
    for (let i = 0; i < length; i += 1)
      middle[i] = (middle[i] as number) + ((y[i] as number) - (first.y[i] as number));
  for (let i = 0; i < length; i += 1) middle[i] = (middle[i] as number) / n;
  const y = middle.map((value, i) => (first.y[i] as number) + value);
  const sd = n > 1 ? { sd: deviations(first.y, others, middle) } : {};
  return { x: first.x, y, n, ...sd };
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
