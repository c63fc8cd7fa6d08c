/** At most `most` points that keep every bucket's smallest and largest: spikes stay to be seen. */
export interface XY {
  readonly x: number;
  readonly y: number;
}
export interface Columns {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly length: number;
}

const at = ({ x, y }: Columns, i: number): XY => ({ x: x[i] as number, y: y[i] as number });

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

export function decimate(columns: Columns, most: number): XY[] {
  const { length } = columns;
  if (length <= most) return Array.from({ length }, (_, i) => at(columns, i));
  // First and last are kept as they are; what lies between goes into buckets of two points each.
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  const kept: XY[] = [at(columns, 0)];
  for (let b = 0; b < buckets; b += 1) {
    const from = 1 + Math.floor((b * (length - 2)) / buckets);
    const to = 1 + Math.floor(((b + 1) * (length - 2)) / buckets);
    if (to > from) kept.push(...extremes(columns, from, to));
  }
  kept.push(at(columns, length - 1));
  return kept;
}
