/** Reads the values of a chart's lines at an x. */
import { betweenOf, columnsOf } from './columns';
import type { Columns, Line } from './line';

export interface Reading {
  readonly line: Line;
  /** The x of its point nearest to the position that is read. */
  readonly x: number;
  readonly value: number;
  /** Measured on a sample of the data only. */
  readonly sampled: boolean;
}

/** Whether high or low values are better: the best is listed first. */
export type Better = 'high' | 'low';

/** Index of the point nearest to `x`; the first of two equally near. Points are in ascending order of x. */
export function nearestPoint({ x: xs, length }: Columns, x: number): number | undefined {
  if (length === 0) return undefined;
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  const isNearer = before >= 0 && x - (xs[before] as number) <= Math.abs((xs[low] as number) - x);
  return isNearer ? before : low;
}

function read(line: Line, x: number, beta: number): Reading[] {
  const full = columnsOf(line, beta);
  const since = beta > 0 ? undefined : betweenOf(line);
  const found = [full, since].flatMap((columns) => {
    const i = columns && nearestPoint(columns, x);
    if (!columns || i === undefined) return [];
    const at = columns.x[i] as number;
    const sampled = columns === since || (at === 0 && line.start !== undefined);
    return [{ line, x: at, value: columns.y[i] as number, sampled }];
  });
  return found.sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x)).slice(0, 1);
}

/** Reads every line at its point nearest to `x`, best first; the returned `x` is that of the nearest point. */
export function readAt(
  lines: readonly Line[],
  x: number,
  { beta = 0, better = 'low' }: { readonly beta?: number; readonly better?: Better } = {},
): { x: number; readings: Reading[] } {
  const all = (place: number): Reading[] => lines.flatMap((line) => read(line, place, beta));
  const near = all(x);
  if (near.length === 0) return { x, readings: [] };
  const at = near.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a)).x;
  const sign = better === 'high' ? -1 : 1;
  return { x: at, readings: all(at).sort((a, b) => sign * (a.value - b.value)) };
}

/** Both without repetitions, in ascending order, as they are. */
function union(a: ArrayLike<number>, b: ArrayLike<number>): ArrayLike<number> {
  const all = new Float64Array(a.length + b.length);
  let [i, j, length] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const x = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    while (i < a.length && (a[i] as number) <= x) i += 1;
    while (j < b.length && (b[j] as number) <= x) j += 1;
    all[length] = x;
    length += 1;
  }
  return all.subarray(0, length);
}

/** Every x at which some line has a point, ascending: the stops of the arrow keys. */
export function stops(lines: readonly Line[], beta = 0): number[] {
  const seen = new Set<unknown>();
  let all: ArrayLike<number> = [];
  for (const line of lines)
    for (const { x, length } of [columnsOf(line, 0), ...(beta > 0 ? [] : [betweenOf(line)])]) {
      // Lines of runs that differ in rule and seed share their x.
      if (seen.has(x)) continue;
      seen.add(x);
      all = union(all, length < x.length ? Array.prototype.slice.call(x, 0, length) : x);
    }
  return Array.from(all);
}
