/** A CSV's text, fed piece by piece: rows of cells, with the row's number as an editor shows it. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { parseRows, type QuoteFault } from './csvCells';
import type { Dialect } from './csvDialect';
import { limits } from './limits';

/** What stands in a file does not fit the way in which it is read; it may fit another one. */
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

const asLetters = 'or read quotation marks as letters (quotes: no) if they enclose nothing in this file';

/** @param excerpt from the opening mark on */
export function quoteProblem(
  file: string,
  row: number,
  code: QuoteFault['code'],
  excerpt: string,
): Contradiction {
  return code === 'unclosed'
    ? new Contradiction(
        'A quote is never closed.',
        `${file}, row ${counted(row)}: a cell opens with a quotation mark that is not closed by the end of the file (it begins “${excerpt}”). Close it, double it ("") where it belongs to the text, ${asLetters}.`,
        row,
        'a quotation mark is never closed',
      )
    : new Contradiction(
        'A quote stands in the wrong place.',
        `${file}, row ${counted(row)}: behind a closing quotation mark the cell goes on (it begins “${excerpt}”). Close the quote at the cell's end, double it ("") where it belongs to the text, ${asLetters}.`,
        row,
        'text goes on behind a closing quotation mark',
      );
}

export const endlessRow = (file: string, row: number): Contradiction =>
  new Contradiction(
    'A row has no end.',
    `${file}, row ${counted(row)} is longer than ${counted(limits.rowLength)} characters. Perhaps a quotation mark is never closed (quotes: no reads them as letters), or this is no table.`,
    row,
    'the row has no end',
  );

export const nulProblem = (file: string, row: number): DataProblem =>
  new DataProblem(
    'This file is no table.',
    `${file}, row ${counted(row)}: it holds bytes that no text has (NUL). The file is damaged, or no text: save it again as CSV.`,
  );

/** A quotation mark may have been taken for the beginning of a cell that ends with another one, lines below. */
export class SeveralLines extends Contradiction {
  constructor(file: string, row: number) {
    const detail = `${file}, row ${counted(row)} holds a line end in quotation marks.`;
    super('A cell goes over several lines.', detail, row, 'a cell in quotation marks holds a line end');
  }
}

/** Takes a file's text piece by piece and hands on each row that is complete. */
export class RowReader {
  readonly #file: string;
  readonly #dialect: Dialect;
  readonly #oneLine: boolean;
  readonly #onRow: (cells: string[], row: number) => void;
  #pending = '';
  /** Characters before it is worth while to look for whole rows again. */
  #enough = 0;
  /** Rows so far, blank ones counted. */
  #row: number;

  /**
   * @param onRow takes the cells of each row that is no blank line, and its number from 1
   * @param before lines of the file that are not fed
   * @param oneLine whether a line end inside a cell contradicts the dialect
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

  /** @throws {Contradiction} for a quote that is out of place, or a row without end */
  feed(text: string, last = false): void {
    this.#pending += text;
    if (!last && this.#pending.length < Math.min(this.#enough, limits.rowLength)) return;
    const input = this.#pending;
    const nul = input.indexOf('\0');
    if (nul >= 0) throw nulProblem(this.#file, this.#row + input.slice(0, nul).split('\n').length);
    const { rows, used, fault, spanning } = parseRows(input, this.#dialect, last);
    if (spanning !== undefined && this.#oneLine) throw new SeveralLines(this.#file, this.#row + spanning + 1);
    for (const cells of rows) this.#take(cells);
    if (fault) {
      const excerpt = input.slice(fault.at, fault.at + 30).replaceAll('\n', ' ');
      throw quoteProblem(this.#file, this.#row + 1, fault.code, excerpt);
    }
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
