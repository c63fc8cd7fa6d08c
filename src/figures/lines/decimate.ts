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

/** The first index from `from` on at which the test, false before and true after, holds; `to` if none. */
function firstWhere(from: number, to: number, holds: (i: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Indices of the first and last point, and of points where other lines end, ascending. */
function singlePoints({ x, length }: Columns, ends: Buckets['ends']): number[] {
  const found = length > 0 ? new Set([0, length - 1]) : new Set<number>();
  for (const end of ends)
    for (let i = firstWhere(0, length, (k) => (x[k] as number) >= end); i < length && x[i] === end; i += 1)
      found.add(i);
  return [...found].sort((a, b) => a - b);
}

/** Keeps the first and last point, points where other lines end, and the extremes of each bucket. */
export function decimate(columns: Columns, { width, ends }: Buckets): XY[] {
  const { x, length } = columns;
  const kept: XY[] = [];
  const bucketAt = (i: number): number => Math.floor((x[i] as number) / width);
  let from = 0;
  // Between single points the buckets; x ascends, so their ends are searched by halves.
  for (const single of [...singlePoints(columns, ends), length]) {
    while (from < single) {
      const own = bucketAt(from);
      const to = firstWhere(from + 1, single, (i) => bucketAt(i) !== own);
      kept.push(...(to - from > 2 ? extremes(columns, from, to) : pair(columns, from, to)));
      from = to;
    }
    if (single < length) kept.push(at(columns, single));
    from = single + 1;
  }
  return kept;
}
