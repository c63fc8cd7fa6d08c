/**
 * Axes. Values are carried over to the unit in which the axis is even (log10 for logarithmic ones)
 * before they reach the chart, so that zero or NaN can never break a logarithm inside it.
 */
import { powerOfTen } from '../../../core/portable';

export interface Tick {
  /** In the axis's own unit. */
  readonly at: number;
  readonly label: string;
}
export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** Value → the axis's own unit. */
  readonly carry: (value: number) => number;
  /** Where it holds values on its edges that it cannot show: 0 has no logarithm. */
  readonly edges?: Readonly<Partial<Record<Edge, EdgeValues>>>;
}
export type Edge = 'top' | 'bottom';
export interface EdgeValues {
  readonly holds: (value: number) => boolean;
  /** "99.9 % or more" */
  readonly label: string;
}

const THIN = '\u202f';
/** Losses that a logarithmic axis shows as they are. */
const FLOOR = 1e-6;
const CEILING = 1e6;
/** Of 1,000 test samples one is wrong: above that an axis of errors would be mostly empty. */
const BEST = 0.999;
const niceLows = [0.9, 0.8, 0.7, 0.5, 0];

/** A step of 1, 2 or 5 times a power of ten that goes into `span` at most about `most` times. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = powerOfTen(Math.floor(Math.log10(rough)));
  return ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10) * power;
}

const short = (n: number): string => String(Number(n.toPrecision(4)));

/** Epochs: fixed 0 … n from the first moment. */
export function epochTicks(epochs: number, most: number): number[] {
  const step = epochs <= 1 ? 0.5 : Math.max(1, Math.ceil(niceStep(epochs, most)));
  const ticks: number[] = [];
  for (let at = 0; at < epochs + 1e-9; at += step) ticks.push(Number(at.toPrecision(6)));
  const last = ticks.at(-1) as number;
  if (last < epochs) {
    if (epochs - last < step / 2) ticks.pop();
    ticks.push(epochs);
  }
  return ticks;
}

/** The data set's range; one step wider, once, when a full evaluation of the first such epoch lies outside. */
export function accuracyRange(
  range: readonly [number, number],
  epochs: readonly (readonly number[])[],
): readonly [number, number] {
  const [low, high] = range;
  const outside = epochs.find((values) => values.some((v) => v < low || v > high));
  if (!outside) return range;
  const least = Math.min(...outside);
  const most = Math.max(...outside);
  return [least < low ? (niceLows.find((l) => l <= least && l < low) ?? 0) : low, most > high ? 1 : high];
}

export function accuracyAxis([low, high]: readonly [number, number]): Axis {
  const step = niceStep(high - low, 7);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(low / step - 1e-6) * step; at <= high + 1e-9; at += step) {
    ticks.push({ at, label: `${short(at * 100)}${THIN}%` });
  }
  return { domain: [low, high], ticks, carry: (v) => v };
}

const errorMarks = [0.9, 0.8, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Accuracy with an axis that is even in the logarithm of the error: up stays better. */
export function logErrorAxis([low, high]: readonly [number, number]): Axis {
  const most = Math.min(high, BEST);
  const carry = (v: number) => -Math.log10(Math.max(1 - v, 1 - most));
  const span = carry(most) - carry(low);
  const ticks: Tick[] = [];
  // From the top down: at the bottom the marks crowd, and there they may go.
  for (const error of errorMarks.toReversed()) {
    const at = carry(1 - error);
    const above = ticks.at(-1);
    if (1 - error < low - 1e-9 || 1 - error > most + 1e-9) continue;
    if (above && above.at - at < span * 0.06) continue;
    ticks.push({ at, label: `${short((1 - error) * 100)}${THIN}%` });
  }
  const top = { holds: (v: number) => v > most + 1e-9, label: `${short(most * 100)}${THIN}% or more` };
  return { domain: [carry(low), carry(most)], ticks, carry, edges: { top } };
}

const ladderOf = (marks: readonly number[]): number[] =>
  [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].flatMap((power) => marks.map((m) => m * powerOfTen(power)));
const ladder: readonly number[] = ladderOf([1, 3]);
/** For an axis so short that it would have two marks or three. */
const fineLadder: readonly number[] = ladderOf([1, 2, 3, 5, 7]);
const FEWEST_MARKS = 4;

/** A loss, logarithmic, from a usual range that widens to the next mark of 1, 3, 10, 30, … */
export function lossAxis(usual: readonly [number, number], values: Iterable<number>): Axis {
  let [low, high] = usual;
  for (const v of values) {
    if (!(v >= FLOOR && v <= CEILING)) continue;
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  const bottom = ladder.findLast((mark) => mark <= low * 1.0001) ?? FLOOR;
  const top = ladder.find((mark) => mark >= high * 0.9999) ?? CEILING;
  const held = {
    top: { holds: (v: number) => v > CEILING, label: `more than ${CEILING.toLocaleString('en')}` },
    bottom: { holds: (v: number) => v < FLOOR, label: `less than ${FLOOR.toFixed(6)}` },
  };
  const carry = (v: number) => Math.log10(held.bottom.holds(v) ? bottom : held.top.holds(v) ? top : v);
  const within = (marks: readonly number[]) => marks.filter((mark) => mark >= bottom && mark <= top);
  const few = within(ladder).length < FEWEST_MARKS && top / bottom < 5;
  const ticks = within(few ? fineLadder : ladder).map((mark) => ({ at: carry(mark), label: short(mark) }));
  return { domain: [carry(bottom), carry(top)], ticks, carry, edges: held };
}
