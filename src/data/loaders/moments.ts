/** By what columns are standardised: mean and population standard deviation. */

export interface Moments {
  readonly mean: number;
  /** 1 where the column is constant: it can be divided by. */
  readonly deviation: number;
}

/** A deviation smaller than this part of the mean is what rounding leaves of a constant. */
const CONSTANT = 1e-12;

/**
 * Over numbers that are there, NaN being none; 0 and 1 where none is. Two passes: a difference of large sums would
 * lose what is small.
 * @param at the i-th number, of `count`
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
  // Networks read single precision, in which a very small deviation would be 0.
  const varies = deviation > Math.abs(mean) * CONSTANT && Math.fround(deviation) > 0;
  return { mean, deviation: varies ? deviation : 1 };
}

/** Of one column of a matrix that lies row by row. */
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
