/** Papaparse, fed piece by piece: rows of cells, with the row's number as an editor shows it. */
import type { ParseError, ParseResult, Parser } from 'papaparse';
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { limits } from './limits';
import type { Delimiter } from './table';

/** What is used of papaparse, which is loaded only when a CSV is read. */
export interface Papa {
  readonly Parser: new (config: { delimiter: string; newline: '\n'; preview?: number }) => Parser;
}

type Parsed = ParseResult<string[]>;

function quoteProblem(file: string, row: number, { code, index = 1 }: ParseError, text: string): DataProblem {
  // The index is that behind the opening quote.
  const begin = text.slice(index - 1, index + 29).replaceAll('\n', ' ');
  return code === 'MissingQuotes'
    ? new DataProblem(
        'A quote is never closed.',
        `${file}, row ${counted(row)}: a cell opens with a quotation mark that is not closed by the end of the file (it begins “${begin}”). Close it, or double it ("") where it belongs to the text.`,
      )
    : new DataProblem(
        'A quote stands in the wrong place.',
        `${file}, row ${counted(row)}: behind a closing quotation mark the cell goes on (it begins “${begin}”). Close the quote at the cell's end; double it ("") where it belongs to the text.`,
      );
}

export const endlessRow = (file: string, row: number): DataProblem =>
  new DataProblem(
    'A row has no end.',
    `${file}, row ${counted(row)} is longer than ${counted(limits.rowLength)} characters. Perhaps a quotation mark is never closed, or this is no table.`,
  );

/** Runs of spaces part cells once; none stand at the ends. */
const withoutRuns = (cells: string[]): string[] => cells.filter((cell) => cell !== '');

/** The first rows of a text, as one delimiter would part them. */
export function firstRows(papa: Papa, text: string, delimiter: Delimiter, most: number): string[][] {
  const parser = new papa.Parser({ delimiter, newline: '\n', preview: most });
  const { data } = parser.parse(text, 0, false) as Parsed;
  const rows = data.slice(0, most).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  return delimiter === ' ' ? rows.map(withoutRuns) : rows;
}

/** Takes a file's text piece by piece and hands on each row that is complete. */
export class RowReader {
  readonly #file: string;
  readonly #delimiter: Delimiter;
  readonly #parser: Parser;
  readonly #onRow: (cells: string[], row: number) => void;
  #pending = '';
  /** Rows so far, blank ones counted. */
  #row = 0;

  /**
   * @param onRow takes the cells of each row that is not blank, and its number from 1
   * @param before lines of the file that are not fed
   */
  constructor(
    papa: Papa,
    file: string,
    delimiter: Delimiter,
    onRow: (cells: string[], row: number) => void,
    before = 0,
  ) {
    this.#file = file;
    this.#row = before;
    this.#delimiter = delimiter;
    this.#onRow = onRow;
    this.#parser = new papa.Parser({ delimiter, newline: '\n' });
  }

  /** @throws {DataProblem} for a quote that is out of place, or a row without end */
  feed(text: string, last = false): void {
    const input = this.#pending + text;
    const { data, errors, meta } = this.#parser.parse(input, 0, !last) as Parsed;
    // A fault in a row that is not complete may go away with the next piece.
    const fault = errors.find(({ row = 0 }) => row < data.length);
    if (fault) throw quoteProblem(this.#file, this.#row + (fault.row ?? 0) + 1, fault, input);
    for (const cells of data) this.#take(cells);
    this.#pending = last ? '' : input.slice(meta.cursor);
    if (this.#pending.length > limits.rowLength) throw endlessRow(this.#file, this.#row + 1);
  }

  #take(all: string[]): void {
    this.#row++;
    const cells = this.#delimiter === ' ' ? withoutRuns(all) : all;
    if ((cells[0] ?? '').trim() === '' && cells.every((cell) => cell.trim() === '')) return;
    this.#onRow(cells, this.#row);
  }
}
