/** A NPY matrix alone is a table. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { type ArrayFile, beyondDoubles, decode, shapeText } from './arrayFile';
import { type Column, ColumnBuilder, numericColumn } from './column';
import type { Table } from './columns';
import { limits } from './limits';
import { type Declared, declaredIn } from './missingMarks';
import type { ReadOptions } from './table';

/** The columns of a matrix of whole numbers beyond 2^53, as they are written: double precision would make two of them one. */
function exactColumns(cells: readonly bigint[], width: number, declared: Declared): Column[] {
  return Array.from({ length: width }, (_, j) => {
    const builder = new ColumnBuilder(`c${j + 1}`, { decimal: 'point', declared });
    for (let at = j; at < cells.length; at += width)
      builder.add(String(cells[at]), Math.floor(at / width) + 1);
    return builder.done();
  });
}

/** A matrix alone, as a table of columns c1, c2 … @throws {DataProblem} where it is none */
export function tableOf(array: ArrayFile, options: ReadOptions = {}): Table {
  const { name, shape } = array;
  const [rows = 0, width = 0] = shape;
  if (shape.length !== 2 || width < 2) {
    throw new DataProblem(
      'Labels are missing.',
      `${name} has the shape ${shapeText(array)}. Give two files together: the samples, and for each of them a label or value in a second .npy file. Alone, only a matrix of rows and columns can be read.`,
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
      `${name} has ${counted(rows)} rows of ${counted(width)} columns; with so many columns ${counted(Math.min(limits.rows, Math.floor(limits.cells / width)))} rows are the most.`,
    );
  }
  const all = decode(array, new Float64Array(rows * width));
  const declared = declaredIn(options, 'point');
  const exact = array.fortran ? undefined : beyondDoubles(array, all);
  const columns = exact
    ? exactColumns(exact, width, declared)
    : Array.from({ length: width }, (_, j) =>
        numericColumn(
          `c${j + 1}`,
          Float64Array.from({ length: rows }, (_, i) => all[i * width + j]!),
          declared,
        ),
      );
  const firstRows = Array.from({ length: Math.min(5, rows) }, (_, i) =>
    Array.from({ length: width }, (_, j) => String((exact ?? all)[i * width + j])),
  );
  const marks = new Set([...columns.flatMap(({ missingMarks }) => missingMarks), ...(options.missing ?? [])]);
  const numbers = { decimal: 'point', missingMarks: [...marks], otherReadings: [], notes: [] } as const;
  return { rows, columns, firstRows, notes: [], numbers };
}
