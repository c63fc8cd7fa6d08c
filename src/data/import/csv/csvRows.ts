/** Streaming CSV reader: emits rows of cells with their row numbers. */
import { count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { parseRows } from './csvCells';
import type { Dialect } from './csvDialect';
import { type FoundFault, foundFault, linesIn, placeOf } from './csvExcerpt';

/** The file contradicts the assumed layout; another layout may fit. */
export class Contradiction extends DataProblem {
  readonly row: number;
  /** "a quotation mark is never closed" */
  readonly what: string;

  constructor(title: string, detail: string, row: number, what: string) {
    super(title, detail);
    this.row = row;
    this.what = what;
  }
}

const asLetters =
  'or read quotation marks as ordinary characters (quotes: no) if cells are not quoted in this file';

export function quoteProblem(file: string, fault: FoundFault): Contradiction {
  const { code, row, excerpt } = fault;
  const where = `${file}, ${placeOf(fault)}`;
  return code === 'unclosed'
    ? new Contradiction(
        'A quote is never closed.',
        `${where}: a cell opens with a quotation mark that is not closed by the end of the file (it begins “${excerpt}”). Close it, double it ("") where it belongs to the text, ${asLetters}.`,
        row,
        'a quotation mark is never closed',
      )
    : new Contradiction(
        'A quote is in the wrong place.',
        `${where}: the cell continues after a closing quotation mark (“${excerpt}”). Close the quote at the cell's end, double it ("") where it belongs to the text, ${asLetters}.`,
        row,
        'text follows a closing quotation mark',
      );
}

export const endlessRow = (file: string, row: number): Contradiction =>
  new Contradiction(
    'A row has no end.',
    `${file}, row ${counted(row)} is longer than ${counted(limits.rowLength)} characters. A quotation mark may be unclosed (quotes: no reads them as ordinary characters), or this is not a table.`,
    row,
    'the row has no end',
  );

export const nulProblem = (file: string, line: number): DataProblem =>
  new DataProblem(
    'This file is not a table.',
    `${file}, line ${counted(line)}: it contains NUL bytes. The file is damaged or not text: save it again as CSV.`,
  );

/** A cell spans several lines, perhaps because of an unrelated quote further down. */
export class SeveralLines extends Contradiction {
  constructor(file: string, row: number) {
    const detail = `${file}, row ${counted(row)} contains a line end in quotation marks.`;
    super('A cell spans several lines.', detail, row, 'a cell in quotation marks holds a line end');
  }
}

/** Takes text in chunks and emits each complete row. */
export class RowReader {
  readonly #file: string;
  readonly #dialect: Dialect;
  readonly #oneLine: boolean;
  readonly #onRow: (cells: string[], row: number) => void;
  #pending = '';
  /** Buffer length at which to scan for complete rows again. */
  #enough = 0;
  /** Rows so far, including blank ones. */
  #row: number;
  /** Line ends inside cells. */
  #extraLines = 0;

  /**
   * @param onRow called with the cells of each non-blank row, and its number from 1
   * @param before skipped lines of the file
   * @param oneLine whether a multi-line cell contradicts the dialect
   */
  constructor(
    file: string,
    dialect: Dialect,
    onRow: (cells: string[], row: number) => void,
    before = 0,
    oneLine = false,
  ) {
    this.#file = file;
    this.#dialect = dialect;
    this.#onRow = onRow;
    this.#row = before;
    this.#oneLine = oneLine;
  }

  /** @throws {Contradiction} for a misplaced quote or an endless row */
  feed(text: string, last = false): void {
    this.#pending += text;
    if (!last && this.#pending.length < Math.min(this.#enough, limits.rowLength)) return;
    const input = this.#pending;
    const before = this.#row + this.#extraLines;
    const nul = input.indexOf('\0');
    if (nul >= 0) throw nulProblem(this.#file, before + linesIn(input, nul) + 1);
    const { rows, used, fault, spanning } = parseRows(input, this.#dialect, last);
    if (spanning !== undefined && this.#oneLine) throw new SeveralLines(this.#file, this.#row + spanning + 1);
    for (const cells of rows) this.#take(cells);
    if (fault) throw quoteProblem(this.#file, foundFault(input, fault, before, this.#row + 1));
    if (spanning !== undefined) this.#extraLines += linesIn(input, used) - rows.length;
    this.#pending = input.slice(used);
    this.#enough = 2 * this.#pending.length;
    if (this.#pending.length > limits.rowLength) throw endlessRow(this.#file, this.#row + 1);
  }

  #take(cells: string[]): void {
    this.#row++;
    if (cells.length === 1 && cells[0]!.trim() === '') return;
    this.#onRow(cells, this.#row);
  }
}
