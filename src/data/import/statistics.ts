/** Means and deviations of a training part, as the network will read them: of single precision. */

export interface Scale {
  readonly mean: number;
  /** Of the population; 1 where all values are the same. */
  readonly deviation: number;
}

/**
 * Over numbers that are there, NaN being none. Two passes: a difference of large sums would lose what is small.
 * @param at the i-th number, of `count`
 */
export function scaleOf(count: number, at: (i: number) => number): Scale {
  let sum = 0;
  let there = 0;
  for (let i = 0; i < count; i++) {
    const value = Math.fround(at(i));
    if (Number.isNaN(value)) continue;
    sum += value;
    there++;
  }
  if (there === 0) return { mean: 0, deviation: 1 };
  const mean = sum / there;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const distance = Math.fround(at(i)) - mean;
    if (!Number.isNaN(distance)) squares += distance * distance;
  }
  const deviation = Math.sqrt(squares / there);
  // A constant's mean may be off by its last digit; and a deviation too small for single precision would be 0.
  const varies = deviation > Math.abs(mean) * 1e-12 && Math.fround(deviation) > 0;
  return { mean, deviation: varies ? deviation : 1 };
}
