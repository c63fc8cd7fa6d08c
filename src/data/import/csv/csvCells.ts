/**
 * CSV parser for text with "\n" line ends: RFC 4180, plus spaces around quoted cells, runs of white space as one
 * separator, and other quotation marks. Papaparse supports none of these three and needs quadratic time on some
 * misplaced quotes; for RFC 4180 it is the tests' oracle. This parser needs linear time on any input.
 */
import type { Dialect, Quoting } from './csvDialect';

/** An unclosed quote, or text after a closing quote. */
export interface QuoteFault {
  readonly code: 'unclosed' | 'goes on';
  /** Index of the opening quote. */
  readonly at: number;
  /** Index after the closing quote, where the cell continues. */
  readonly behind?: number;
}

export interface Parsed {
  readonly rows: string[][];
  /** Length of the complete rows. */
  readonly used: number;
  /** A fault in the row after those; parsing stops there. */
  readonly fault?: QuoteFault;
  /** Whether any cell was quoted, and the first row (from 0) with a line end inside a cell. */
  readonly quoted: boolean;
  readonly spanning?: number;
}

const SPACE = 32;
const TAB = 9;

const blankRun = /[ \t]+/;

/** Cells of a line without quotation marks. */
function splitLine(line: string, delimiter: string): string[] {
  if (delimiter !== ' ') return line.split(delimiter);
  const cells = line.split(blankRun);
  if (cells.length > 1 && cells.at(-1) === '') cells.pop();
  if (cells.length > 1 && cells[0] === '') cells.shift();
  return cells;
}

/** Whether an odd number of backslashes precedes an index. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === '\\') from--;
  return (at - from) % 2 === 1;
}

/** Index of the quote that closes a cell; -1 if there is none. */
function closingMark(text: string, from: number, { open, close, backslash }: Quoting): number {
  for (let at = from; ; ) {
    const found = text.indexOf(close, at);
    if (found < 0) return -1;
    if (backslash && isEscaped(text, found)) at = found + 1;
    else if (open === close && text.startsWith(close, found + 1)) at = found + 2;
    else return found;
  }
}

function unquoted(content: string, { open, close, backslash }: Quoting): string {
  const plain = open === close ? content.replaceAll(close + close, close) : content;
  return backslash ? plain.replace(/\\(["\\])/g, '$1') : plain;
}

/** Reads one text from its beginning. */
class Scanner {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #quoting: Quoting | undefined;
  /** Whether the text ends with the file. */
  readonly #last: boolean;
  /** Cached index of the next quote and delimiter from `used` on; text.length if none. */
  #mark = -1;
  #next = -1;
  #cells: string[] = [];
  used = 0;
  quoted = false;
  /** Whether a cell of the last row contains a line end. */
  spans = false;
  fault: QuoteFault | undefined;

  constructor(text: string, { delimiter, quoting }: Dialect, last: boolean) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#quoting = quoting;
    this.#last = last;
  }

  /** The next row; undefined if no complete row is left, or at a quote fault. */
  row(): string[] | undefined {
    const { used } = this;
    if (used >= this.#text.length) return undefined;
    const end = this.#lineEnd(used);
    if (end < 0) return undefined;
    this.spans = false;
    if (this.#quoting === undefined || this.#markFrom(used, this.#quoting.open) >= end) {
      this.used = end + 1;
      return splitLine(this.#text.slice(used, end), this.#delimiter);
    }
    this.#cells = [];
    const behind = this.#quotedRow(used, end, this.#quoting);
    if (behind < 0) return undefined;
    this.used = behind + 1;
    return this.#cells;
  }

  #lineEnd(from: number): number {
    const found = this.#text.indexOf('\n', from);
    return found < 0 && this.#last ? this.#text.length : found;
  }

  #placeOf(what: string, from: number): number {
    const found = this.#text.indexOf(what, from);
    return found < 0 ? this.#text.length : found;
  }

  #markFrom(from: number, open: string): number {
    if (this.#mark < from) this.#mark = this.#placeOf(open, from);
    return this.#mark;
  }

  /** @returns the row's end; -1 if it is incomplete or faulty */
  #quotedRow(from: number, lineEnd: number, quoting: Quoting): number {
    let at = from;
    let end = lineEnd;
    for (;;) {
      const start = this.#pastBlanks(at);
      if (!this.#text.startsWith(quoting.open, start)) {
        at = this.#plainCell(at, start, end);
        if (at > end) return end;
        continue;
      }
      const close = closingMark(this.#text, start + 1, quoting);
      if (close < 0) return this.#unclosed(start);
      if (close > end) {
        this.spans = true;
        end = this.#lineEnd(close);
        if (end < 0) return -1;
      }
      this.quoted = true;
      this.#cells.push(unquoted(this.#text.slice(start + 1, close), quoting));
      at = this.#behindQuote(close + 1, end);
      if (at < 0) {
        this.fault = { code: 'goes on', at: start, behind: close + 1 };
        return -1;
      }
      if (at > end) return end;
    }
  }

  #unclosed(at: number): number {
    if (this.#last) this.fault = { code: 'unclosed', at };
    return -1;
  }

  #pastBlanks(from: number): number {
    let at = from;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (code !== SPACE && (code !== TAB || this.#delimiter === '\t')) return at;
      at++;
    }
  }

  /** @returns start of the next cell; beyond `end` at the end of the row; -1 if the cell continues */
  #behindQuote(from: number, end: number): number {
    const at = this.#pastBlanks(from);
    if (at >= end) return end + 1;
    if (this.#delimiter === ' ') return at > from ? at : -1;
    return this.#text.startsWith(this.#delimiter, at) ? at + this.#delimiter.length : -1;
  }

  /** @param start index after leading blanks @returns like #behindQuote */
  #plainCell(at: number, start: number, end: number): number {
    if (this.#delimiter === ' ') return this.#plainWord(start, end);
    if (this.#next < at) this.#next = this.#placeOf(this.#delimiter, at);
    const stop = Math.min(this.#next, end);
    this.#cells.push(this.#text.slice(at, stop));
    return stop === end ? end + 1 : stop + this.#delimiter.length;
  }

  #plainWord(start: number, end: number): number {
    if (start >= end) {
      if (this.#cells.length === 0) this.#cells.push('');
      return end + 1;
    }
    let stop = start;
    while (stop < end && this.#text.charCodeAt(stop) !== SPACE && this.#text.charCodeAt(stop) !== TAB) stop++;
    this.#cells.push(this.#text.slice(start, stop));
    const next = this.#pastBlanks(stop);
    return next >= end ? end + 1 : next;
  }
}

/**
 * @param last whether the text ends the file; otherwise the last line is incomplete
 * @param most limit of rows
 */
export function parseRows(
  text: string,
  dialect: Dialect,
  last: boolean,
  most = Number.POSITIVE_INFINITY,
): Parsed {
  const scanner = new Scanner(text, dialect, last);
  const rows: string[][] = [];
  let spanning: number | undefined;
  while (rows.length < most) {
    const cells = scanner.row();
    if (cells === undefined) break;
    if (scanner.spans) spanning ??= rows.length;
    rows.push(cells);
  }
  const { fault, quoted } = scanner;
  return {
    rows,
    used: Math.min(scanner.used, text.length),
    quoted,
    ...(fault === undefined ? {} : { fault }),
    ...(spanning === undefined ? {} : { spanning }),
  };
}
