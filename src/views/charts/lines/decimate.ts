/** Fewer points that keep every bucket's smallest and largest: spikes stay to be seen. */
import type { Columns, XY } from './line';

/** What lines of a chart have in common, so that equal lines keep equal points however far each has come. */
export interface Buckets {
  /** In units of x; bucket n begins at n widths. */
  readonly width: number;
  /** Places at which some line ends: points there are kept on all lines, and a bucket goes no further. */
  readonly ends: ReadonlySet<number>;
}

/** @param most about as many points as a line over the whole `span` keeps: two for each bucket */
export function makeBuckets(span: number, most: number, lines: readonly Columns[]): Buckets {
  const lasts = lines.flatMap(({ x, length }) => (length > 0 ? [x[length - 1] as number] : []));
  return { width: span / Math.max(1, Math.floor(most / 2)), ends: new Set(lasts) };
}

const at = ({ x, y }: Columns, i: number): XY => ({ x: x[i] as number, y: y[i] as number });

const pair = (columns: Columns, from: number, to: number): XY[] =>
  Array.from({ length: to - from }, (_, i) => at(columns, from + i));

function extremes(columns: Columns, from: number, to: number): XY[] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i += 1) {
    if ((columns.y[i] as number) < (columns.y[low] as number)) low = i;
    if ((columns.y[i] as number) > (columns.y[high] as number)) high = i;
  }
  const [first, second] = low < high ? [low, high] : [high, low];
  return first === second ? [at(columns, first)] : [at(columns, first), at(columns, second)];
}

/** First point, last point and those at ends of other lines as they are; of each bucket its extremes. */
export function decimate(columns: Columns, { width, ends }: Buckets): XY[] {
  const { length } = columns;
  const kept: XY[] = [];
  let from = 0;
  const close = (to: number) => {
    if (to > from) kept.push(...(to - from > 2 ? extremes(columns, from, to) : pair(columns, from, to)));
    from = to;
  };
  let bucket = Number.NaN;
  for (let i = 0; i < length; i += 1) {
    const x = columns.x[i] as number;
    const own = Math.floor(x / width);
    if (own !== bucket) close(i);
    bucket = own;
    if (i > 0 && i < length - 1 && !ends.has(x)) continue;
    close(i);
    close(i + 1);
  }
  return kept;
}
