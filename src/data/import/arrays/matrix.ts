/** Reads a single NPY matrix as a table. */
import { count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { unmetMarks } from '../numbers/grammar';
import { type Declared, declaredIn } from '../numbers/missingMarks';
import { type Column, ColumnBuilder, numericColumn } from '../table/column';
import type { Table } from '../table/columns';
import type { ReadOptions } from '../table/table';
import { type ArrayFile, decode, exactNumbers, mayBeRounded, shapeText } from './arrayFile';

/** A column of integers beyond 2^53, kept as text, because double precision would merge some. */
function exactColumn(name: string, cells: readonly bigint[], declared: Declared): Column {
  const builder = new ColumnBuilder(name, { decimal: 'point', declared });
  for (const [i, cell] of cells.entries()) builder.add(String(cell), i + 1);
  return builder.done();
}

/** A single matrix as a table with columns c1, c2 … @throws {DataProblem} if it is not a matrix */
export function tableOf(array: ArrayFile, options: ReadOptions = {}): Table {
  const { name, shape } = array;
  const [rows = 0, width = 0] = shape;
  if (shape.length !== 2 || width < 2) {
    throw new DataProblem(
      'Labels are missing.',
      `${name} has the shape ${shapeText(array)}. Choose two files together: the samples, and a second .npy file with a label or value for each. A single file must be a matrix of rows and columns.`,
    );
  }
  if (width > limits.columns) {
    throw new DataProblem(
      'This table has too many columns.',
      `${name} has ${counted(width)} columns; ${counted(limits.columns)} are the most. Save the target as a second .npy file and give both together.`,
    );
  }
  if (rows > limits.rows || rows * width > limits.cells) {
    throw new DataProblem(
      'This table has too many rows.',
      `${name} has ${counted(rows)} rows of ${counted(width)} columns; a table of so many columns may have at most ${counted(Math.min(limits.rows, Math.floor(limits.cells / width)))} rows.`,
    );
  }
  const all = decode(array, new Float64Array(rows * width));
  const declared = declaredIn(options, 'point');
  const exact = exactNumbers(array, all);
  const columns = Array.from({ length: width }, (_, j) => {
    const numbers = Float64Array.from({ length: rows }, (_, i) => all[i * width + j]!);
    if (!exact || !numbers.some(mayBeRounded)) return numericColumn(`c${j + 1}`, numbers, declared);
    const cells = Array.from({ length: rows }, (_, i) => exact(i * width + j));
    return exactColumn(`c${j + 1}`, cells, declared);
  });
  const firstRows = Array.from({ length: Math.min(5, rows) }, (_, i) =>
    Array.from({ length: width }, (_, j) => String(exact?.(i * width + j) ?? all[i * width + j])),
  );
  const missingMarks = [...new Set(columns.flatMap((column) => column.missingMarks))];
  const unmet = unmetMarks(columns, options);
  const numbers = { decimal: 'point', missingMarks, unmet, otherReadings: [], undecided: false } as const;
  return { rows, columns, firstRows, notes: [], numbers };
}
