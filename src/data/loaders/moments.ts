/** Mean and population standard deviation, for standardising columns. */

export interface Moments {
  readonly mean: number;
  /** 1 for a constant column, so that division is safe. */
  readonly deviation: number;
}

/** A deviation below this fraction of the mean is rounding error of a constant column. */
const CONSTANT = 1e-12;

/**
 * Skips NaN, which marks missing values; mean 0 and deviation 1 if nothing is left. Two passes, to avoid the
 * cancellation of large sums.
 * @param at the i-th of `count` numbers
 */
export function momentsOf(count: number, at: (i: number) => number): Moments {
  let sum = 0;
  let there = 0;
  for (let i = 0; i < count; i++) {
    const value = at(i);
    if (Number.isNaN(value)) continue;
    sum += value;
    there++;
  }
  if (there === 0) return { mean: 0, deviation: 1 };
  const mean = sum / there;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const distance = at(i) - mean;
    if (!Number.isNaN(distance)) squares += distance * distance;
  }
  const deviation = Math.sqrt(squares / there);
  // Inputs are single precision, in which a very small deviation would be 0.
  const varies = deviation > Math.abs(mean) * CONSTANT && Math.fround(deviation) > 0;
  return { mean, deviation: varies ? deviation : 1 };
}

/** Of one column of a row-major matrix. */
export function moments(values: ArrayLike<number>, column = 0, columns = 1): Moments {
  return momentsOf(values.length / columns, (row) => values[row * columns + column] as number);
}

/** Of every column, [columns] each. */
export function columnMoments(
  values: ArrayLike<number>,
  columns: number,
): { readonly mean: Float32Array; readonly deviation: Float32Array } {
  const each = Array.from({ length: columns }, (_, column) => moments(values, column, columns));
  return {
    mean: Float32Array.from(each, ({ mean }) => mean),
    deviation: Float32Array.from(each, ({ deviation }) => deviation),
  };
}
