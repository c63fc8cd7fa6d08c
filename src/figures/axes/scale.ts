/**
 * Axes. Values are converted to axis units (log10 on a logarithmic axis) before they reach the chart, so that zero or
 * NaN never reaches a logarithm inside it.
 */
import { endText, linearTicks, logTicks, roundMark, type Tick } from './ticks';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** Value → axis units. */
  readonly carry: (value: number) => number;
  /** The edge at which values are worst: a line that stopped before its first point is marked there. */
  readonly worse?: Edge;
  /** Values beyond the edges; absent if no value can be. */
  readonly edges?: Readonly<Partial<Record<Edge, EdgeValues>>>;
}
export type Edge = 'top' | 'bottom';
export const edges = ['top', 'bottom'] as const satisfies readonly Edge[];
export interface EdgeValues {
  readonly holds: (value: number) => boolean;
  /** "above 98.5 %" */
  readonly label: string;
}
type Ends = readonly [number, number];

const THIN = '\u202f';
const percentText = (share: number): string => `${Number((100 * share).toPrecision(12))}${THIN}%`;
/** Rounding tolerance at an edge, in axis units. */
const EPSILON = 1e-9;

/**
 * Values without a finite logarithm get a lane this far beyond the others, as a fraction of the axis's span: 0 below
 * losses, 100 % above accuracies on a logarithmic error axis.
 */
export const LANE = 0.14;

/** Lower ends of an accuracy axis: if a line falls below one, the axis widens to the next. */
const lows = [0.9, 0.8, 0.7, 0.5, 0];

/** The data set's usual range, widened to hold every full evaluation. */
export function accuracyRange([low, high]: Ends, values: Iterable<number>): Ends {
  let [least, most] = [low, high];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least < low ? (lows.find((one) => one <= least) ?? 0) : low, most > high ? 1 : high];
}

/** Values outside a range of accuracies. */
const beyondRange = ([low, high]: Ends): Readonly<Record<Edge, EdgeValues>> => ({
  top: { holds: (value) => value > high + EPSILON, label: `above ${percentText(high)}` },
  bottom: { holds: (value) => value < low - EPSILON, label: `below ${percentText(low)}` },
});

const MOST_STEPS = 7;

export function accuracyAxis(range: Ends): Axis {
  const [low, high] = range;
  const ticks = linearTicks(100 * low, 100 * high, MOST_STEPS).map(({ at, label }) => ({
    at: at / 100,
    label: `${label}${THIN}%`,
  }));
  return { domain: range, ticks, carry: (value) => value, edges: beyondRange(range) };
}

/** One error in 1,000 test samples: an error axis that reached further would be mostly empty. */
const BEST = 0.999;
const MOST_ERRORS = 10;

/**
 * An accuracy axis that is logarithmic in the error; up is still better. If it reaches 100 %, zero error has its own
 * lane at the top.
 * @param best the largest accuracy below 1 that the axis must hold
 */
export function logErrorAxis(range: Ends, best = 0): Axis {
  const [low, high] = range;
  const usual = Math.min(high, BEST);
  const least = high === 1 && best > usual ? roundMark(1 - best, 'down') : 1 - usual;
  const along = (error: number) => -Math.log10(error);
  const [bottom, top] = [along(1 - low), along(least)];
  const errors = logTicks(least, 1 - low, MOST_ERRORS, 'powers').toReversed();
  const ticks = errors.map(({ at }) => ({ at: along(at), label: percentText(1 - at) }));
  const outside = beyondRange(range);
  const carry = (value: number) => along(Math.max(0, 1 - value));
  if (high < 1)
    return {
      domain: [bottom, top],
      ticks,
      carry: (value) => Math.min(carry(value), 2 * top - bottom),
      edges: outside,
    };
  const lane = top + LANE * (top - bottom);
  return {
    domain: [bottom, lane],
    ticks: [...ticks, { at: lane, label: percentText(1) }],
    carry: (value) => (value < 1 ? Math.min(top, carry(value)) : lane),
    edges: {
      ...outside,
      top: {
        holds: (value) => value < 1 && 1 - value < least * (1 - 1e-6),
        label: `above ${percentText(1 - least)}`,
      },
    },
  };
}

/** The axis widens by this fraction of its span, so that a diverging loss does not rescale it at every point. */
const ROOM = 0.2;
const LEAST_ROOM = 1 / 3;
/** An axis that spans at least this many powers of ten ends on whole powers. */
const WIDE = 6;

/** Moves an end outwards until the axis holds `value`; all arguments are logarithms. */
function widened(end: number, other: number, value: number): number {
  const direction = end > other ? 1 : -1;
  let now = end;
  while (direction * (value - now) > EPSILON) {
    const next = now + direction * Math.max(LEAST_ROOM, ROOM * Math.abs(now - other));
    if (Math.abs(next - other) < WIDE) now = Math.log10(roundMark(10 ** next, direction > 0 ? 'up' : 'down'));
    else now = direction * Math.ceil(direction * next - EPSILON);
  }
  return now;
}

const MOST_LOSSES = 6;

/**
 * A logarithmic loss axis: the usual range, widened to hold all values. If a loss is 0, it gets its own lane at the
 * bottom.
 */
export function lossAxis(usual: Ends, values: Iterable<number>): Axis {
  let [least, most] = usual;
  let hasZero = false;
  for (const value of values) {
    if (value === 0) hasZero = true;
    if (!(value > 0 && Number.isFinite(value))) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const [from, to] = [Math.log10(usual[0]), Math.log10(usual[1])];
  const [bottom, top] = [widened(from, to, Math.log10(least)), widened(to, from, Math.log10(most))];
  // An end that did not move keeps its exact value.
  const [low, high] = [bottom === from ? usual[0] : 10 ** bottom, top === to ? usual[1] : 10 ** top];
  const span = top - bottom;
  const zero = bottom - LANE * span;
  const ticks = logTicks(low, high, MOST_LOSSES, 'powers').map(({ at, label }) => ({
    at: Math.log10(at),
    label,
  }));
  const below = (value: number) => value < low * (1 - EPSILON);
  return {
    domain: [hasZero ? zero : bottom, top],
    worse: 'top',
    ticks: hasZero ? [{ at: zero, label: '0' }, ...ticks] : ticks,
    carry: (value) => {
      if (value === 0) return hasZero ? zero : bottom - span;
      const at = Math.log10(value);
      return hasZero ? Math.max(bottom, at) : at;
    },
    edges: {
      top: { holds: (value) => value > high * (1 + EPSILON), label: `above ${endText(high)}` },
      bottom: {
        holds: (value) => below(value) && !(hasZero && value === 0),
        label: `below ${endText(low)}`,
      },
    },
  };
}
