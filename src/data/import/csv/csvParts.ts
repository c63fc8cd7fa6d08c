/** Splits a table into header rows and data rows. */
import { kindOf } from '../numbers/cellKind';
import { trimmed } from '../table/column';
import type { ImportNote, ReadOptions } from '../table/table';
import { parseRows } from './csvCells';
import type { Fit } from './csvFit';
import { type Cells, headerOf, joinedNames } from './csvHeader';
import type { Opening } from './csvOpening';
import { hasWidth, type SampleRow } from './csvSample';

export interface Parts {
  /** Column names; undefined without a header. */
  readonly names: readonly string[] | undefined;
  /** Raw header rows, and their row numbers. */
  readonly headerCells: readonly Cells[];
  readonly namedIn: readonly number[];
  /** Row number of the table's first row. */
  readonly headerRow: number;
  /** Row number of the first data row. */
  readonly bodyFrom: number;
  /** Whether the first column holds row names. */
  readonly rowNames: boolean;
  /** Whether another reading is plausible. */
  readonly doubtful: boolean;
  readonly notes: readonly ImportNote[];
}

/** Name of an unnamed first column that holds row names. */
const ROW_NAMES = 'row names';

function rowsForced({ header, headerRows }: ReadOptions): number | undefined {
  return header === false ? 0 : headerRows;
}

const nameless = (bodyFrom: number, rowNames: boolean, doubtful: boolean): Parts => ({
  names: undefined,
  headerCells: [],
  namedIn: [],
  headerRow: bodyFrom,
  bodyFrom,
  rowNames,
  doubtful,
  notes: [],
});

/** For a header with one cell less than the rows. */
function withRowNames({ rows, start, width }: Fit, forced: number | undefined): Parts {
  const { cells, row } = rows[start]!;
  const bodyFrom = rows[start + 1]?.row ?? row + 1;
  if (forced === 0) return nameless(bodyFrom, false, false);
  const text = `The header has ${width - 1} cells and the rows below it have ${width}, as R writes tables: the first cell is the row's name.`;
  return {
    names: [ROW_NAMES, ...cells],
    headerCells: [cells],
    namedIn: [row],
    headerRow: row,
    bodyFrom,
    rowNames: true,
    doubtful: false,
    notes: [{ row, column: ROW_NAMES, text }],
  };
}

/** NumPy's header in a "#" comment, if the rows below have no header and as many cells. */
function inComment(fit: Fit, table: readonly SampleRow[], { lastComment }: Opening): Parts | undefined {
  if (lastComment === undefined || fit.start > 0) return undefined;
  const { row, mark, text } = lastComment;
  const names = (parseRows(text, fit.dialect, true, 1).rows[0] ?? []).map(trimmed);
  const body = table.map(({ cells }) => cells);
  if (names.length !== fit.width || headerOf([names, ...body]).rows === 0) return undefined;
  return {
    names,
    headerCells: [names],
    namedIn: [row],
    headerRow: row,
    bodyFrom: table[0]!.row,
    rowNames: false,
    doubtful: false,
    notes: [{ row, text: `This row begins with ${mark}, and is read as the columns' names.` }],
  };
}

function joinedNote(rows: readonly number[], names: readonly string[], cells: readonly Cells[]): ImportNote {
  const which = `Rows ${rows[0]} ${rows.length === 2 ? 'and' : 'to'} ${rows.at(-1)}`;
  const from = cells.findIndex((row) => names.every((name, j) => name === row[j]));
  const example = names.find((name, j) => name !== cells[0]![j]) ?? names[0];
  const text = from < 0 ? `they are joined, as in “${example}”` : `those of row ${rows[from]} are taken`;
  return { row: rows[0]!, text: `${which} hold names: ${text}.` };
}

/** Whether an unnamed first column is an index: it counts rows, or every text is different. */
function isIndex(names: readonly string[], body: readonly SampleRow[]): boolean {
  if (names[0] !== '' || names.slice(1).includes('') || body.length < 3) return false;
  const cells = body.map((row) => row.cells[0]!);
  const from = Number(cells[0]);
  const counts = (from === 0 || from === 1) && cells.every((cell, i) => Number(cell) === from + i);
  const texts = cells.every((cell) => kindOf(cell) === 'text' || kindOf(cell) === 'date');
  return counts || (texts && new Set(cells).size === cells.length);
}

export function partsOf(fit: Fit, opening: Opening, options: ReadOptions): Parts {
  const forced = rowsForced(options);
  if (fit.rowNames) return withRowNames(fit, forced);
  const { rows, start, width } = fit;
  const table = rows.slice(start).filter((row) => !row.comment && hasWidth(row, width));
  const found = headerOf(table.map(({ cells }) => cells.slice(0, width)));
  const commented = found.rows > 0 || (forced ?? 1) !== 1 ? undefined : inComment(fit, table, opening);
  if (commented) return commented;
  const n = Math.min(forced ?? Math.max(found.rows, Number(options.header === true)), table.length);
  if (n === 0) return nameless(table[0]!.row, false, found.doubtful);
  const headerCells = table.slice(0, n).map(({ cells }) => cells);
  const headerRows = table.slice(0, n).map(({ row }) => row);
  const names = joinedNames(headerCells);
  return {
    names,
    headerCells,
    namedIn: headerRows,
    headerRow: headerRows[0]!,
    bodyFrom: headerRows.at(-1)! + 1,
    rowNames: isIndex(names.slice(0, width), table.slice(n)),
    doubtful: found.doubtful,
    notes: n > 1 ? [joinedNote(headerRows, names, headerCells)] : [],
  };
}
