/** How a CSV is laid out, judged by its first rows: what parts the cells, and whether the first row holds names. */
import { type Comma, cellNumber, commaIn, isMissing, trimmed } from './column';
import { firstRows, type Papa } from './csvRows';
import type { Delimiter, ReadOptions } from './table';

/** How many rows the layout is judged by. */
export const ROWS_LOOKED_AT = 200;

/** Those that rarely stand in a text first: where two part all rows alike, the first one does. */
const candidates: readonly Delimiter[] = ['\t', ';', '|', ','];

interface Fit {
  readonly delimiter: Delimiter;
  /** Cells of most rows. */
  readonly cells: number;
  /** Part of the rows that have so many. */
  readonly share: number;
}

function fitOf(papa: Papa, text: string, delimiter: Delimiter): Fit {
  const counts = new Map<number, number>();
  const rows = firstRows(papa, text, delimiter, ROWS_LOOKED_AT);
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [cells, often] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { delimiter, cells, share: rows.length > 0 ? often / rows.length : 0 };
}

export function findDelimiter(papa: Papa, text: string): Delimiter {
  const fits = candidates.map((delimiter) => fitOf(papa, text, delimiter)).filter(({ cells }) => cells > 1);
  const best = fits.reduce<Fit | undefined>((a, b) => (a && a.share >= b.share ? a : b), undefined);
  if (best) return best.delimiter;
  return fitOf(papa, text, ' ').cells > 1 ? ' ' : ',';
}

type CellKind = 'number' | 'text' | 'missing';

function kindOf(raw: string, comma: Comma): CellKind {
  const cell = trimmed(raw);
  if (isMissing(cell)) return 'missing';
  return Number.isNaN(cellNumber(cell, comma)) ? 'text' : 'number';
}

/** For 1, against -1 that the first cell of a column is its name; 0 where the column does not tell. */
function vote(first: string, below: readonly string[], comma: Comma): number {
  const kinds = below.map((cell) => kindOf(cell, comma)).filter((kind) => kind !== 'missing');
  const numeric = kinds.length > 0 && kinds.every((kind) => kind === 'number');
  if (!numeric) return 0;
  return kindOf(first, comma) === 'number' ? -1 : Number(kindOf(first, comma) === 'text');
}

/** Whether the first of some rows holds names. */
export function hasHeader([first = [], ...below]: readonly string[][], comma: Comma): boolean {
  const votes = first.reduce(
    (sum, cell, j) =>
      sum +
      vote(
        cell,
        below.map((row) => row[j] ?? ''),
        comma,
      ),
    0,
  );
  if (votes !== 0) return votes > 0;
  const names = first.map(trimmed);
  return (
    // Tables saved with their index begin with a nameless column.
    names.every((name, j) => kindOf(name, comma) === 'text' || (j === 0 && name === '')) &&
    new Set(names).size === names.length &&
    names.every((name, j) => below.every((row) => trimmed(row[j] ?? '') !== name))
  );
}

export interface Layout {
  readonly delimiter: Delimiter;
  readonly header: boolean;
  /** Cells of the first row. */
  readonly cells: number;
}

/** @param text the file's beginning, whole rows */
export function layoutOf(papa: Papa, text: string, options: ReadOptions): Layout {
  const delimiter = options.delimiter ?? findDelimiter(papa, text);
  const rows = firstRows(papa, text, delimiter, ROWS_LOOKED_AT);
  const header = options.header ?? hasHeader(rows, commaIn(delimiter));
  return { delimiter, header, cells: rows[0]?.length ?? 0 };
}
