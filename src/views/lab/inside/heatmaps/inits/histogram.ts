/** Counts of values in equal bins over −m … m. */
export interface Histogram {
  /** Half the width of the range: the largest absolute value. */
  readonly m: number;
  /** Values per bin, from −m up. */
  readonly counts: readonly number[];
}

/** Every number is counted once, the largest in the last bin; NaN is ignored. */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let m = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i] as number);
    if (Number.isFinite(size) && size > m) m = size;
  }
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const place = m === 0 ? 0.5 : (value / m + 1) / 2;
    const bin = Math.min(bins - 1, Math.floor(place * bins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { m, counts };
}
