/** A table of results, from which every format is written. */
import type { Statistics } from '../../experiment/aggregate';
import type { CsvCell } from '../csv';

export interface Column {
  /** As the page shows it: "Test loss". */
  readonly name: string;
  /** Names of its columns in a CSV file: a mean has three. */
  readonly keys: readonly string[];
}

export interface Cell {
  /** As the page shows it: "91.23 % ± 0.30". */
  readonly text: string;
  /** Unrounded, one for each of the column's keys; undefined where there is none. */
  readonly values: readonly CsvCell[];
}

export interface Row {
  /** What the row is about: "BP · 0.001". */
  readonly name: string;
  /** The same in parts, one for each of the table's keys. */
  readonly parts: readonly string[];
  /** One for each column. */
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly title: string;
  /** Settings that lead to these numbers, in a sentence or two. */
  readonly caption: string;
  /** The address that repeats them; absent where there is none. */
  readonly link?: string;
  /** Title of the column of names: "Algorithm". */
  readonly head: string;
  /** Names of the columns in a CSV file that say what a row is about: "algorithm", "learning_rate". */
  readonly keys: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface TableFormat {
  /** As menus name it. */
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (tables: readonly Table[]) => string;
}

/** "Best accuracy" → "best_accuracy" */
export const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** A mean over runs. @param key of the file; its mean, deviation and number of runs have columns of their own */
export const spreadColumn = (name: string, key: string): Column => ({
  name,
  keys: [`${key}_mean`, `${key}_sd`, `${key}_n`],
});

/** Shown where there is no value. */
export const NONE = '–';

/** A mean, and after it the deviation over runs, without the unit. */
export const spreadCell = (
  of: Statistics | undefined,
  write: (mean: number) => string,
  spread: (sd: number) => string,
): Cell => ({
  text: of ? write(of.mean) + (of.sd === undefined ? '' : ` ± ${spread(of.sd)}`) : NONE,
  values: [of?.mean, of?.sd, of?.n],
});

/** @param text how the page shows it */
export const numberCell = (value: number | undefined, text: (value: number) => string): Cell => ({
  text: value === undefined ? NONE : text(value),
  values: [value],
});

/** Without columns in which no row has a value. */
export function withoutEmpty(table: Table): Table {
  const isFilled = table.columns.map((_, column) =>
    table.rows.some(({ cells }) => cells[column]?.text !== NONE),
  );
  return {
    ...table,
    columns: table.columns.filter((_, column) => isFilled[column]),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, column) => isFilled[column]) })),
  };
}
