/** Axes for values in a unit of their own: run times, prices, points. */
import { powerOfTen } from '../../../core/portable';
import { type Axis, niceStep, type Tick } from './scale';

export const valueScales = ['linear', 'log'] as const;
export type ValueScale = (typeof valueScales)[number];
export type Range = readonly [number, number];

const MINUS = '\u2212';
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** "−0.5", "3,400" would be too wide from five digits on: "12K", "7.5M". */
function tickText(value: number): string {
  const size = Math.abs(value);
  const text =
    size >= 10_000
      ? compact.format(value)
      : size !== 0 && size < 1e-4
        ? value.toExponential(0)
        : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', MINUS);
}

const MOST_TICKS = 5;

/** From round mark to round mark, with all of the range in between; a range of nothing gets some room. */
export function linearAxis([low, high]: Range): Axis {
  const room = high > low ? 0 : Math.abs(low) / 2 || 1;
  const [from, to] = [low - room, high + room];
  const step = niceStep(to - from, MOST_TICKS);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i): Tick => {
    const at = Number(((first + i) * step).toPrecision(12));
    return { at, label: tickText(at) };
  });
  return { domain: [first * step, last * step], ticks, carry: (value) => value };
}

/** Marks of every power of ten from one to another. */
const marksOf = (each: readonly number[], from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => each.map((mark) => mark * powerOfTen(from + i))).flat();

/** The finest marks between two ends that are few enough; of very many powers of ten every so many. */
function logMarks(low: number, high: number): number[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const within = (marks: number[]) =>
    marks.filter((mark) => mark >= low * (1 - 1e-9) && mark <= high * (1 + 1e-9));
  const sets = [[1, 2, 5], [1, 3], [1]].map((each) => within(marksOf(each, from, to)));
  const few = sets.find((marks) => marks.length <= MOST_TICKS + 2);
  const powers = sets[2] as number[];
  const every = Math.ceil(powers.length / MOST_TICKS);
  return few ?? powers.filter((_, i) => i % every === 0);
}

/** @param range above 0; what is 0 or less lies below the axis */
export function logAxis([low, high]: Range): Axis {
  const top = high > low ? high : low * 10;
  const ends = marksOf([1, 2, 5], Math.floor(Math.log10(low)), Math.ceil(Math.log10(top)));
  const first = ends.findLast((mark) => mark <= low * (1 + 1e-9)) ?? low;
  const last = ends.find((mark) => mark >= top * (1 - 1e-9)) ?? top;
  const ticks = logMarks(first, last).map((mark): Tick => ({ at: Math.log10(mark), label: tickText(mark) }));
  const domain = [Math.log10(first), Math.log10(last)] as const;
  const below = domain[0] - (domain[1] - domain[0]);
  return { domain, ticks, carry: (value) => (value > 0 ? Math.log10(value) : below) };
}
