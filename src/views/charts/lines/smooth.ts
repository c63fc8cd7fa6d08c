/** Exponential moving averages of curves, without the pull towards 0 at their beginning. */
import type { Columns } from './line';

interface Smoothed {
  readonly beta: number;
  /** Distance of a point from the one before for which β holds. */
  spacing: number;
  /** One per point of the curve that is finite. */
  x: number[];
  y: number[];
  /** Points of the curve that have been read. */
  read: number;
  lastX: number;
  lastY: number;
  /** The weight that is left to the zero that the average began with: β^t for evenly spaced points. */
  rest: number;
}

const fresh = (beta: number): Smoothed => ({
  ...{ beta, spacing: 0, x: [], y: [], read: 0, lastX: Number.NaN, lastY: Number.NaN, rest: 1 },
});

/** A run that breaks takes its last points back: then what was read is no longer there. */
function isOf({ beta, read, lastX, lastY }: Smoothed, points: Columns, wanted: number): boolean {
  if (beta !== wanted || points.length < read) return false;
  return read === 0 || (Object.is(points.x[read - 1], lastX) && Object.is(points.y[read - 1], lastY));
}

/**
 * s_t = d s_{t−1} + (1 − d) x_t, shown s_t / (1 − β^t), as the average's own step: a constant stays that constant to the
 * last bit. Between points that are closer or farther apart than the first is from 0, d = β^(distance / first distance):
 * each point stands for the stretch before it. One that is not finite is left out, its stretch goes to the next.
 */
function read(state: Smoothed, x: number, y: number): void {
  if (!Number.isFinite(y)) return;
  const before = state.x.at(-1) ?? 0;
  if (state.spacing === 0) state.spacing = x - before;
  const kept = state.beta ** ((x - before) / state.spacing);
  state.rest *= kept;
  const mean = state.y.at(-1) ?? y;
  state.x.push(x);
  state.y.push(mean + ((1 - kept) / (1 - state.rest)) * (y - mean));
}

/** Each curve's own; a chart that is drawn anew reads only what has come since. */
const states = new WeakMap<object, Smoothed>();

/**
 * @param points a curve that grows; x above 0 and rising
 * @param beta above 0, below 1
 * @returns valid until the next call for the same curve
 */
export function smoothed(points: Columns, beta: number): Columns {
  const kept = states.get(points);
  const state = kept && isOf(kept, points, beta) ? kept : fresh(beta);
  states.set(points, state);
  for (let i = state.read; i < points.length; i += 1)
    read(state, points.x[i] as number, points.y[i] as number);
  state.read = points.length;
  state.lastX = points.x[state.read - 1] ?? Number.NaN;
  state.lastY = points.y[state.read - 1] ?? Number.NaN;
  return { x: state.x, y: state.y, length: state.x.length };
}
