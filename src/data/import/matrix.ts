/** A NPY matrix alone is a table. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { type ArrayFile, decode, shapeText } from './arrayFile';
import { numericColumn } from './column';
import type { Table } from './columns';
import { limits } from './limits';

/** A matrix alone, as a table of columns c1, c2 … @throws {DataProblem} where it is none */
export function tableOf(array: ArrayFile): Table {
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
  const columns = Array.from({ length: width }, (_, j) =>
    numericColumn(
      `c${j + 1}`,
      Float64Array.from({ length: rows }, (_, i) => all[i * width + j]!),
    ),
  );
  const firstRows = Array.from({ length: Math.min(5, rows) }, (_, i) =>
    Array.from(all.subarray(i * width, (i + 1) * width), String),
  );
  return { rows, columns, firstRows, notes: [] };
}
