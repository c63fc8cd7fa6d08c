/** Measures how well a dialect fits the first rows, and locates the table in them. */
import { limits } from '../limits';
import { kindOf } from '../numbers/cellKind';
import { parseRows, type QuoteFault } from './csvCells';
import type { Dialect } from './csvDialect';
import { type FoundFault, foundFault } from './csvExcerpt';
import { type Cells, headerOf } from './csvHeader';
import { commonWidth, footer, hasWidth, type SampleRow, sampleRows } from './csvSample';

/** Rows by which the layout is judged. */
const ROWS_LOOKED_AT = 1000;
/** Rows in which typed cells are counted. */
const TYPED_ROWS = 100;
/** Limit of title rows above a table. */
export const MOST_ABOVE = 60;

/** The beginning of the file, after its opening lines. */
export interface Beginning {
  readonly text: string;
  /** Number of lines before it. */
  readonly before: number;
  /** Whether it is the whole file. */
  readonly whole: boolean;
  /** Whether the table must begin at its first row. */
  readonly atOnce: boolean;
}

export interface Fit {
  readonly dialect: Dialect;
  readonly rows: readonly SampleRow[];
  /** Cells per row, without trailing columns that are always empty. */
  readonly width: number;
  /** Index in `rows` of the table's first row. */
  readonly start: number;
  /** Whether the header has one cell less than the rows, so that the first column holds row names. */
  readonly rowNames: boolean;
  /** The first row of another width, and the share of rows that fit. */
  readonly ragged: SampleRow | undefined;
  readonly share: number;
  readonly fault: FoundFault | undefined;
  readonly quoted: boolean;
  /** Whether these rows contain quotation marks. */
  readonly marks: boolean;
  /** The first row with a multi-line cell. */
  readonly spanning: number | undefined;
  /** Share of values that are numbers or dates. */
  readonly typed: number;
}

const cellsOf = (rows: readonly SampleRow[], width: number): Cells[] =>
  rows.filter((row) => !row.comment && hasWidth(row, width)).map(({ cells }) => cells.slice(0, width));

const isNumeric = ({ cells, filled }: SampleRow): boolean =>
  cells.slice(0, filled).every((cell) => kindOf(cell) === 'number' || cell === '');

/** A row that may be above a table: a comment, a single cell, or texts. */
const isAside = (row: SampleRow, width: number): boolean =>
  row.comment || (row.filled === 1 && width > 2) || !isNumeric(row);

/** A title padded to the table's width by a spreadsheet: "Station report,,,". */
const isPadded = ({ cells, filled }: SampleRow, width: number): boolean =>
  (filled === 1 || (filled === 2 && width > 4)) && width > filled && kindOf(cells[0]!) === 'text';

function isHeader(rows: readonly SampleRow[], from: number, width: number): boolean {
  const cells = cellsOf(rows.slice(from), width);
  const header = headerOf(cells);
  return cells.length > 1 && header.rows > 0 && !header.doubtful;
}

/** Whether a row holds names for all columns but the first, whose cells are all different. */
function isShortHeader(rows: readonly SampleRow[], at: number, width: number): boolean {
  const row = rows[at];
  if (row === undefined || row.comment || row.filled !== width - 1 || row.cells.length !== width - 1)
    return false;
  const body = cellsOf(rows.slice(at + 1), width);
  if (body.length < 2 || new Set(body.map(([name]) => name)).size < body.length) return false;
  return !isHeader(rows, at + 1, width) && headerOf([['', ...row.cells], ...body]).rows > 0;
}

/** The table's first row. Rows of the right width can still belong to the title if a header follows. */
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

/** The first row of another width, ignoring comments and footnotes. */
function raggedIn(body: readonly SampleRow[], width: number, whole: boolean): SampleRow | undefined {
  const end = whole ? body.findLastIndex((row) => hasWidth(row, width)) + 1 : body.length;
  return body
    .slice(0, end)
    .find((row) => !row.comment && !hasWidth(row, width) && !footer.test(row.cells[0]!));
}

/**
 * The first row above the table that contradicts the layout: data of another width, or a header with another number of
 * names.
 */
function contradictionAbove(rows: readonly SampleRow[], start: number, width: number): SampleRow | undefined {
  const above = rows.slice(0, start).filter(({ comment }) => !comment);
  const values = above.find((row) => !isAside(row, width));
  if (values !== undefined || above.length === 0) return values;
  if (above.length >= rows.length - start) return above[0];
  const nearest = above.at(-1)!;
  return nearest.filled > 1 && !isHeader(rows, start, width) ? nearest : undefined;
}

/** A quote that is still open after half of the sample is probably never closed. */
function unclosedIn(text: string, dialect: Dialect, used: number): QuoteFault | undefined {
  if (dialect.quoting === undefined || used > text.length / 2) return undefined;
  const { fault } = parseRows(text.slice(used), dialect, true, 1);
  return fault && { ...fault, at: fault.at + used };
}

/** Result for a quote fault before the first complete row. */
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

/** Locates the table, and finds what contradicts that. */
function placeOf(
  rows: readonly SampleRow[],
  width: number,
  atOnce: boolean,
  whole: boolean,
): Pick<Fit, 'start' | 'rowNames' | 'ragged'> {
  // Too many columns: that problem is reported, so names do not matter.
  if (width > limits.columns) return { start: 0, rowNames: false, ragged: undefined };
  const first = atOnce ? 0 : startOf(rows, width);
  const rowNames = isShortHeader(rows, atOnce ? 0 : first - 1, width);
  const start = rowNames && !atOnce ? first - 1 : first;
  const above = rowNames ? undefined : contradictionAbove(rows, start, width);
  return { start, rowNames, ragged: above ?? raggedIn(rows.slice(start + Number(rowNames)), width, whole) };
}

/** Undefined if the dialect finds no delimiter. */
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
