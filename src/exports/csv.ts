/** Comma-separated values (RFC 4180, but with LF line ends), as pandas and R read them. */

export type CsvCell = string | number | undefined;
/** A header row, then a row per observation. */
export type CsvRows = readonly (readonly CsvCell[])[];

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Numbers in full precision; empty where there is no value. */
export const csvOf = (rows: CsvRows): string =>
  `${rows.map((row) => row.map((cell) => quoted(String(cell ?? ''))).join(',')).join('\n')}\n`;
