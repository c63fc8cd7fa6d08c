/** Parses numeric tables of a known format straight from bytes, without strings in between, for speed (14 MB). */
import { count as counted } from '../../core/format';
import { fileTypeHint } from '../fetch/fileTypeHint';
import { DataProblem } from '../spec';

/** The expected format. */
export interface TableForm {
  readonly file: string;
  readonly delimiter: ',' | ';';
  /** Expected column names, in row 1. */
  readonly header: readonly string[];
  readonly rows: number;
  /** A sentence: how to get the right file. */
  readonly wayOut: string;
}

const NEWLINE = 10;
const RETURN = 13;
const DOT = 46;
const MINUS = 45;
/** Every integer of this many digits is exact in a double. */
const SURE_DIGITS = 15;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(Uint8Array.from(bytes.subarray(from, Math.min(to, from + 10_000))));

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** A decimal number; NaN for anything else, including "NaN" and "Infinity". */
export function numberOf(text: string): number {
  return decimal.test(text) ? Number(text) : Number.NaN;
}

/** Digits over a power of ten, both exact: the quotient is rounded once, so it equals `Number(text)`. */
function numberAt(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from] === MINUS ? from + 1 : from;
  let digits = 0;
  let whole = 0;
  let scale = 1;
  let fraction = false;
  for (let i = first; i < to; i++) {
    const digit = (bytes[i] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits++;
      if (fraction) scale *= 10;
    } else if (bytes[i] === DOT && !fraction) fraction = true;
    else return numberOf(textOf(bytes, from, to));
  }
  if (digits === 0 || digits > SURE_DIGITS) return numberOf(textOf(bytes, from, to));
  return (first === from ? whole : -whole) / scale;
}

const lineEnd = (bytes: Uint8Array, from: number): number => {
  const end = bytes.indexOf(NEWLINE, from);
  return end === -1 ? bytes.length : end;
};

/** @returns where the second row begins */
function checkHeader(bytes: Uint8Array, { file, delimiter, header, wayOut }: TableForm): number {
  const end = lineEnd(bytes, 0);
  // The decoder removes a byte order mark.
  const line = textOf(bytes, 0, end).trimEnd();
  const names = line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  if (names.length === header.length && names.every((name, i) => name === header[i])) return end + 1;
  const other =
    fileTypeHint(bytes.subarray(0, 300)) ??
    `Row 1 should name the columns ${header.join(delimiter)}; it reads “${short(line)}”.`;
  throw new DataProblem('This is not the table that is needed.', `${file}: ${other} ${wayOut}`);
}

/** What is wrong with a row; `bad` is its first non-numeric cell. */
function rowProblem(
  { file, header, rows, wayOut }: TableForm,
  row: number,
  cells: number,
  bad: { readonly column: number; readonly text: string } | undefined,
  last: boolean,
): DataProblem {
  const where = `${file}, row ${counted(row + 2)}`;
  if (cells < header.length && last) {
    return new DataProblem(
      'This table is cut short.',
      `${where}: it ends after ${cells} of ${header.length} cells; ${counted(rows)} rows of numbers are needed, ${counted(row)} are complete. ${wayOut}`,
    );
  }
  if (cells !== header.length) {
    return new DataProblem(
      'A row has the wrong number of cells.',
      `${where}: ${counted(cells)} cells; ${header.length} are needed. ${wayOut}`,
    );
  }
  return new DataProblem(
    'A cell is not a number.',
    `${where}, column ${header[bad?.column ?? 0]}: “${short(bad?.text ?? '')}”. ${wayOut}`,
  );
}

/** Reads one row into `values` and returns where the next begins. */
function readRow(
  bytes: Uint8Array,
  start: number,
  values: Float64Array,
  row: number,
  form: TableForm,
): number {
  const width = form.header.length;
  const delimiter = form.delimiter.charCodeAt(0);
  let cell = 0;
  let from = start;
  let bad: { column: number; text: string } | undefined;
  for (let i = start; ; i++) {
    const byte = i < bytes.length ? (bytes[i] as number) : NEWLINE;
    if (byte !== delimiter && byte !== NEWLINE) continue;
    if (cell < width) {
      const to = byte === NEWLINE && i > from && bytes[i - 1] === RETURN ? i - 1 : i;
      const value = numberAt(bytes, from, to);
      values[row * width + cell] = value;
      if (!Number.isFinite(value)) bad ??= { column: cell, text: textOf(bytes, from, to) };
    }
    cell++;
    from = i + 1;
    if (byte !== NEWLINE) continue;
    if (cell !== width || bad) throw rowProblem(form, row, cell, bad, i >= bytes.length);
    return from;
  }
}

const isBlank = (bytes: Uint8Array, from: number): boolean => {
  for (let i = from; i < bytes.length; i++) if ((bytes[i] as number) > 32) return false;
  return true;
};

/**
 * All numbers of the table, [rows, columns], row-major.
 * @throws {DataProblem} naming file, row (from 1, including the header) and column
 */
export function readNumbers(bytes: Uint8Array, form: TableForm): Float64Array {
  const { file, rows, header, wayOut } = form;
  let at = checkHeader(bytes, form);
  const values = new Float64Array(rows * header.length);
  for (let row = 0; row < rows; row++) {
    if (at >= bytes.length || (bytes.length - at < 8 && isBlank(bytes, at))) {
      throw new DataProblem(
        'This table is cut short.',
        `${file} holds ${counted(row)} rows of numbers; ${counted(rows)} are needed. ${wayOut}`,
      );
    }
    at = readRow(bytes, at, values, row, form);
  }
  if (!isBlank(bytes, at)) {
    throw new DataProblem(
      'This table is too long.',
      `${file} holds more than the ${counted(rows)} rows of numbers that are needed. ${wayOut}`,
    );
  }
  return values;
}
