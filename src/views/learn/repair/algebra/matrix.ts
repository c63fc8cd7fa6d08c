/** Arithmetic of small matrices, in double precision. */
import type { Matrix } from '../../../../core/run/inspect/terms';

/** Row-major; a `Matrix` of the engine in double precision. */
export interface Numbers extends Omit<Matrix, 'values'> {
  readonly values: ArrayLike<number>;
}

const at = ({ values, columns }: Numbers, row: number, column: number): number =>
  values[row * columns + column] as number;

const build = (rows: number, columns: number, of: (row: number, column: number) => number): Numbers => ({
  rows,
  columns,
  values: Array.from({ length: rows * columns }, (_, i) => of(Math.floor(i / columns), i % columns)),
});

export const isScalar = ({ rows, columns }: Numbers): boolean => rows === 1 && columns === 1;
export const sameShape = (a: Numbers, b: Numbers): boolean => a.rows === b.rows && a.columns === b.columns;

export const map = (a: Numbers, of: (value: number) => number): Numbers => ({
  ...a,
  values: Array.from(a.values, of),
});

/** @param b of the same shape */
export const zip = (a: Numbers, b: Numbers, of: (a: number, b: number) => number): Numbers => ({
  ...a,
  values: Array.from(a.values, (value, i) => of(value, b.values[i] as number)),
});

export const transpose = (a: Numbers): Numbers =>
  build(a.columns, a.rows, (row, column) => at(a, column, row));

/** @param b has as many rows as `a` has columns */
export const multiply = (a: Numbers, b: Numbers): Numbers =>
  build(a.rows, b.columns, (row, column) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, row, k) * at(b, k, column);
    return sum;
  });
