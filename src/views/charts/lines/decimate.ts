/** Min-max decimation: keeps the extremes of each bucket, so that spikes stay visible. */
import type { Columns, XY } from './line';

/** Shared by all lines of a chart, so that equal lines keep equal points even if one is longer. */
export interface Buckets {
  /** In units of x; bucket n begins at n · width. */
  readonly width: number;
  /** The x at which each line ends: every line keeps its point there, and a bucket ends there. */
  readonly ends: ReadonlySet<number>;
}

/** @param most about how many points a line over the whole `span` keeps: two per bucket */
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

/** Keeps the first and last point, points where other lines end, and the extremes of each bucket. */
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
