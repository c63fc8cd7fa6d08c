/** Axes for regression targets: run times, prices, points. */
import type { Axis } from './scale';
import { linearTicks, logTicks, markText, niceStep, roundMark, steppedTicks, type Tick } from './ticks';

export const valueScales = ['linear', 'log'] as const;
export type ValueScale = (typeof valueScales)[number];
export type Range = readonly [number, number];

/** An axis that both sides of a plot share, each with as many ticks as fit. */
export interface ValueAxis extends Axis {
  /** Labels of both ends: "0", "1.004M". */
  readonly ends: readonly [string, string];
  /** Ticks in about `most` steps. */
  readonly ticksOf: (most: number) => readonly Tick[];
}

const MOST_TICKS = 5;
/** Relative difference below which both ends are the same number in single precision. */
const SAME = 1e-7;

/** Holds the whole range and ends on round values; a range of zero width is widened. */
export function linearAxis([low, high]: Range): ValueAxis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const room = high - low > SAME * size ? 0 : size / 2 || 1;
  const [from, to] = [low - room, high + room];
  const nice = niceStep(to - from, MOST_TICKS);
  const step = Number(`${nice.factor}e${nice.power}`);
  const domain = [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step] as const;
  // The wider domain may have larger steps, which need not hit its ends.
  const marks = steppedTicks(...domain, nice);
  const ends = [marks[0]?.label ?? '', marks.at(-1)?.label ?? ''] as const;
  const ticksOf = (most: number) => linearTicks(...domain, most);
  return { domain, ends, ticks: ticksOf(MOST_TICKS), ticksOf, carry: (value) => value };
}

/** @param range above 0; values of 0 or less lie below the axis */
export function logAxis([low, high]: Range): ValueAxis {
  const first = roundMark(low, 'down');
  const last = roundMark(high > low * (1 + SAME) ? high : low * 10, 'up');
  const domain = [Math.log10(first), Math.log10(last)] as const;
  const below = domain[0] - (domain[1] - domain[0]);
  const ticksOf = (most: number) =>
    logTicks(first, last, most, 'units').map(({ at, label }) => ({ at: Math.log10(at), label }));
  return {
    domain,
    ends: [markText(first), markText(last)],
    ticks: ticksOf(MOST_TICKS + 2),
    ticksOf,
    carry: (value) => (value > 0 ? Math.log10(value) : below),
  };
}
