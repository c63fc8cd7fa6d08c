/** How well a dialect makes all rows of a file's beginning alike, and where the table stands in them. */
import { limits } from '../limits';
import { kindOf } from '../numbers/cellKind';
import { parseRows, type QuoteFault } from './csvCells';
import type { Dialect } from './csvDialect';
import { type FoundFault, foundFault } from './csvExcerpt';
import { type Cells, headerOf } from './csvHeader';
import { commonWidth, footer, hasWidth, type SampleRow, sampleRows } from './csvSample';

/** How many rows the layout is judged by. */
const ROWS_LOOKED_AT = 1000;
/** Rows of typed cells that are counted. */
const TYPED_ROWS = 100;
/** Rows above a table that a title and its like may take. */
export const MOST_ABOVE = 60;

/** The file's beginning behind its opening. */
export interface Beginning {
  readonly text: string;
  /** Lines before it. */
  readonly before: number;
  /** Whether it is the whole file. */
  readonly whole: boolean;
  /** Whether its first row begins the table, whatever it looks like. */
  readonly atOnce: boolean;
}

export interface Fit {
  readonly dialect: Dialect;
  readonly rows: readonly SampleRow[];
  /** Cells of a row, those behind the last that is ever filled not counted. */
  readonly width: number;
  /** Place in `rows` of the table's first row. */
  readonly start: number;
  /** Whether the header has one cell less than the rows: the first column holds their names. */
  readonly rowNames: boolean;
  /** The first row in the table that does not have its width, and the part that does. */
  readonly ragged: SampleRow | undefined;
  readonly share: number;
  readonly fault: FoundFault | undefined;
  readonly quoted: boolean;
  /** Whether quotation marks stand in these rows, whatever they are. */
  readonly marks: boolean;
  /** The first row with a line end inside a cell. */
  readonly spanning: number | undefined;
  /** Part of the values that are numbers or dates. */
  readonly typed: number;
}

const cellsOf = (rows: readonly SampleRow[], width: number): Cells[] =>
  rows.filter((row) => !row.comment && hasWidth(row, width)).map(({ cells }) => cells.slice(0, width));

const isNumeric = ({ cells, filled }: SampleRow): boolean =>
  cells.slice(0, filled).every((cell) => kindOf(cell) === 'number' || cell === '');

/** A row that may stand above a table: a comment, a single cell, or texts. */
const isAside = (row: SampleRow, width: number): boolean =>
  row.comment || (row.filled === 1 && width > 2) || !isNumeric(row);

/** "Station report,,,": a title that a spreadsheet has padded to the table's width. */
const isPadded = ({ cells, filled }: SampleRow, width: number): boolean =>
  (filled === 1 || (filled === 2 && width > 4)) && width > filled && kindOf(cells[0]!) === 'text';

function isHeader(rows: readonly SampleRow[], from: number, width: number): boolean {
  const cells = cellsOf(rows.slice(from), width);
  const header = headerOf(cells);
  return cells.length > 1 && header.rows > 0 && !header.doubtful;
}

/** Whether names stand in a row with one cell less than those below it, the first of which are all different. */
function isShortHeader(rows: readonly SampleRow[], at: number, width: number): boolean {
  const row = rows[at];
  if (row === undefined || row.comment || row.filled !== width - 1 || row.cells.length !== width - 1)
    return false;
  const body = cellsOf(rows.slice(at + 1), width);
  if (body.length < 2 || new Set(body.map(([name]) => name)).size < body.length) return false;
  return !isHeader(rows, at + 1, width) && headerOf([['', ...row.cells], ...body]).rows > 0;
}

/** Rows below the first that has the table's width may belong to what stands above it, if names follow. */
function startOf(rows: readonly SampleRow[], width: number): number {
  let start = rows.findIndex((row) => !row.comment && hasWidth(row, width));
  const lastOdd = rows
    .slice(start, start + MOST_ABOVE)
    .findLastIndex((row) => !row.comment && !hasWidth(row, width));
  if (lastOdd > 0 && start + lastOdd < rows.length / 2) {
    const next = start + lastOdd + 1;
    const between = rows.slice(start, next);
    if (
      between.every((row) => isAside(row, width)) &&
      isHeader(rows, next, width) &&
      !isHeader(rows, start, width)
    )
      start = next;
  }
  while (isPadded(rows[start]!, width) && start < rows.length - 2) {
    const names = rows.findIndex((row, i) => i > start && !row.comment && !isPadded(row, width));
    if (names < 0 || rows[names]!.filled < width || !isHeader(rows, names, width)) break;
    start = names;
  }
  return start;
}

function typedShare(rows: readonly SampleRow[], width: number): number {
  let [typed, all] = [0, 0];
  for (const { cells } of rows.slice(1, TYPED_ROWS)) {
    for (const cell of cells.slice(0, width)) {
      const kind = kindOf(cell);
      if (kind === 'missing') continue;
      all++;
      if (kind !== 'text') typed++;
    }
  }
  return all === 0 ? 0 : typed / all;
}

/** The first row that does not fit, comments and rows below the table left aside. */
function raggedIn(body: readonly SampleRow[], width: number, whole: boolean): SampleRow | undefined {
  const end = whole ? body.findLastIndex((row) => hasWidth(row, width)) + 1 : body.length;
  return body
    .slice(0, end)
    .find((row) => !row.comment && !hasWidth(row, width) && !footer.test(row.cells[0]!));
}

/**
 * The first row that contradicts the layout above the table: a row of values of another width, or names that are not as
 * many as the columns.
 */
function contradictionAbove(rows: readonly SampleRow[], start: number, width: number): SampleRow | undefined {
  const above = rows.slice(0, start).filter(({ comment }) => !comment);
  const values = above.find((row) => !isAside(row, width));
  if (values !== undefined || above.length === 0) return values;
  if (above.length >= rows.length - start) return above[0];
  const nearest = above.at(-1)!;
  return nearest.filled > 1 && !isHeader(rows, start, width) ? nearest : undefined;
}

/** A cell that takes half of the beginning, and is not closed in it, will hardly be. */
function unclosedIn(text: string, dialect: Dialect, used: number): QuoteFault | undefined {
  if (dialect.quoting === undefined || used > text.length / 2) return undefined;
  const { fault } = parseRows(text.slice(used), dialect, true, 1);
  return fault && { ...fault, at: fault.at + used };
}

/** Where a quotation mark is at fault before there is a row. */
const nothing = {
  rows: [],
  width: 0,
  start: 0,
  rowNames: false,
  ragged: undefined,
  share: 1,
  quoted: true,
  marks: true,
  spanning: undefined,
  typed: 0,
} as const;

/** Where in the rows the table stands, and what contradicts that. */
function placeOf(
  rows: readonly SampleRow[],
  width: number,
  atOnce: boolean,
  whole: boolean,
): Pick<Fit, 'start' | 'rowNames' | 'ragged'> {
  // Nothing is said of names where there are too many columns anyway.
  if (width > limits.columns) return { start: 0, rowNames: false, ragged: undefined };
  const first = atOnce ? 0 : startOf(rows, width);
  const rowNames = isShortHeader(rows, atOnce ? 0 : first - 1, width);
  const start = rowNames && !atOnce ? first - 1 : first;
  const above = rowNames ? undefined : contradictionAbove(rows, start, width);
  return { start, rowNames, ragged: above ?? raggedIn(rows.slice(start + Number(rowNames)), width, whole) };
}

/** Undefined where the dialect separates nothing. */
export function fitOf({ text, before, whole, atOnce }: Beginning, dialect: Dialect): Fit | undefined {
  const parsed = parseRows(text, dialect, whole, ROWS_LOOKED_AT);
  const rows = sampleRows(parsed.rows, before);
  const width = commonWidth(rows);
  const cut = parsed.rows.length === ROWS_LOOKED_AT;
  const found = parsed.fault ?? (whole || cut ? undefined : unclosedIn(text, dialect, parsed.used));
  const fault = found && foundFault(text, found, before, before + parsed.rows.length + 1);
  if (width < 2) return fault && { ...nothing, dialect, fault };
  const place = placeOf(rows, width, atOnce, whole && !cut);
  const body = rows.slice(place.start + Number(place.rowNames));
  return {
    ...place,
    dialect,
    rows,
    width,
    share: body.filter((row) => row.comment || hasWidth(row, width)).length / rows.length,
    fault,
    quoted: parsed.quoted,
    marks: parsed.quoted || text.includes('"'),
    spanning: parsed.spanning === undefined ? undefined : before + parsed.spanning + 1,
    typed: width > limits.columns ? 0 : typedShare(body, width),
  };
}
