/** By what columns are standardised: mean and population standard deviation. */

export interface Moments {
  readonly mean: number;
  /** 1 where the column is constant: it can be divided by. */
  readonly deviation: number;
}

/** Of one column of a matrix that lies row by row. */
export function moments(values: ArrayLike<number>, column = 0, columns = 1): Moments {
  const rows = values.length / columns;
  let sum = 0;
  for (let i = column; i < values.length; i += columns) sum += values[i] as number;
  const mean = sum / rows;
  let squares = 0;
  for (let i = column; i < values.length; i += columns) squares += ((values[i] as number) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / rows) || 1 };
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
