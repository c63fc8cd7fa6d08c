/** Bias-corrected exponential moving averages of curves. */
import { kept } from './kept';
import type { Columns } from './line';

interface Smoothed {
  readonly beta: number;
  /** Distance between points at which the decay is exactly β. */
  spacing: number;
  /** One per finite point of the curve. */
  x: number[];
  y: number[];
  /** How many points of the curve have been read. */
  read: number;
  lastX: number;
  lastY: number;
  /** Remaining weight of the initial zero: β^t for evenly spaced points. */
  rest: number;
}

const fresh = (beta: number): Smoothed => ({
  ...{ beta, spacing: 0, x: [], y: [], read: 0, lastX: Number.NaN, lastY: Number.NaN, rest: 1 },
});

/** Whether the state belongs to these points: a run that fails removes its last points, which may have been read. */
function isOf({ beta, read, lastX, lastY }: Smoothed, points: Columns, wanted: number): boolean {
  if (beta !== wanted || points.length < read) return false;
  return read === 0 || (Object.is(points.x[read - 1], lastX) && Object.is(points.y[read - 1], lastY));
}

/**
 * s_t = d s_{t−1} + (1 − d) x_t, shown as s_t / (1 − β^t) and computed as an update of the corrected average, so that a
 * constant stays exactly constant. For unevenly spaced points d = β^(distance / distance of the first point from 0): each
 * point represents the interval before it. A point that is not finite is skipped; its interval is added to the next.
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

/** State by curve: a redraw reads only new points. */
const states = new WeakMap<object, Smoothed>();

function smoothGrowing(points: Columns, beta: number): Columns {
  const before = states.get(points);
  const state = before && isOf(before, points, beta) ? before : fresh(beta);
  states.set(points, state);
  for (let i = state.read; i < points.length; i += 1)
    read(state, points.x[i] as number, points.y[i] as number);
  state.read = points.length;
  state.lastX = points.x[state.read - 1] ?? Number.NaN;
  state.lastY = points.y[state.read - 1] ?? Number.NaN;
  return { x: state.x, y: state.y, length: state.x.length };
}

/** By fixed x, which curves share: the power takes most of the time. */
const weightsOf = new WeakMap<object, { readonly beta: number; readonly weights: Float64Array }>();

/** What `read` gives each point where none is skipped: (1 − d) / (1 − β^t). */
function weightsAt({ x, length }: Columns, beta: number): Float64Array {
  const before = weightsOf.get(x);
  if (before?.beta === beta && before.weights.length === length) return before.weights;
  const weights = new Float64Array(length);
  const spacing = x[0] ?? 0;
  let rest = 1;
  for (let i = 0; i < length; i += 1) {
    const decay = beta ** (((x[i] as number) - (x[i - 1] ?? 0)) / spacing);
    rest *= decay;
    weights[i] = (1 - decay) / (1 - rest);
  }
  weightsOf.set(x, { beta, weights });
  return weights;
}

const smoothFixed = kept((points: Columns, beta: number): Columns => {
  const { x, y, length } = points;
  const weights = weightsAt(points, beta);
  const means = new Float64Array(length);
  let mean = y[0] ?? 0;
  for (let i = 0; i < length; i += 1) {
    const value = y[i] as number;
    if (!Number.isFinite(value)) return { ...smoothGrowing(points, beta), fixed: true };
    mean += (weights[i] as number) * (value - mean);
    means[i] = mean;
  }
  return { x, y: means, length, fixed: true };
});

/**
 * @param points a curve that grows, or a fixed one; x above 0 and rising
 * @param beta above 0, below 1
 * @returns valid until the next call for the same curve
 */
export const smoothed = (points: Columns, beta: number): Columns =>
  points.fixed ? smoothFixed(points, beta) : smoothGrowing(points, beta);
