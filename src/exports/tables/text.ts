import type { Table, TableFormat } from './table';

/** Columns aligned, the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
      .trimEnd(),
  );
}

const linesOf = ({ title, columns, rows }: Table): readonly string[] => [
  title,
  ...aligned([
    ['', ...columns.map(({ name }) => name)],
    ...rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell.text)]),
  ]),
];

/** For a terminal: as the page shows it, in columns of spaces. */
export const text: TableFormat = {
  name: 'text',
  extension: 'txt',
  mediaType: 'text/plain',
  write: (tables) => tables.map((table) => linesOf(table).join('\n')).join('\n\n'),
};
