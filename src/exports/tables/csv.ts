import { type CsvCell, type CsvRows, csvOf } from '../csv';
import type { Table, TableFormat } from './table';

const keysOf = ({ keys, columns }: Table): readonly string[] => [
  ...keys,
  ...columns.flatMap((column) => column.keys),
];

const cellsOf = ({ rows }: Table): readonly (readonly CsvCell[])[] =>
  rows.map(({ parts, cells }) => [...parts, ...cells.flatMap(({ values }) => values)]);

/** A header row, then the table's rows, unrounded. */
export const tableRows = (table: Table): CsvRows => [keysOf(table), ...cellsOf(table)];

/** Several tables are one with a column for their titles, and all columns that any of them has. */
function together(tables: readonly Table[]): readonly (readonly CsvCell[])[] {
  const all = [...new Set(tables.flatMap(keysOf))];
  const rows = tables.flatMap((table) => {
    const keys = keysOf(table);
    return cellsOf(table).map((row) => [table.title, ...all.map((key) => row[keys.indexOf(key)])]);
  });
  return [['experiment', ...all], ...rows];
}

/** Unrounded; mean, sample standard deviation and number of runs in columns of their own. */
export const csv: TableFormat = {
  name: 'CSV',
  extension: 'csv',
  mediaType: 'text/csv',
  write: (tables) => {
    const [table, ...others] = tables;
    if (table === undefined) return '';
    return csvOf(others.length > 0 ? together(tables) : tableRows(table));
  },
};
