/** Statistics of repeated measurements. */

/** @param share 0 … 1; interpolates linearly */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Median over rounds of a's time divided by b's; slow rounds cancel out. */
export function pairedRatio(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length)
    throw new RangeError(`${a.length} rounds cannot be paired with ${b.length}: measure both in each round.`);
  return median(a.map((value, round) => value / (b[round] as number)));
}
