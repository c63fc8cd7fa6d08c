/** Reads a CSV or TSV: any usual delimiter, with or without header, quoted or not, also gzipped. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { ColumnBuilder, trimmed } from './column';
import { columnNames, type Table } from './columns';
import { type Layout, layoutOf, ROWS_LOOKED_AT } from './csvLayout';
import { openingOf } from './csvOpening';
import { endlessRow, firstRows, type Papa, RowReader } from './csvRows';
import { type Encoding, encodingOf, NotUtf8, textsOf } from './csvText';
import {
  cellGrammar,
  checkGrammar,
  type Grammar,
  guessGrammar,
  numberReading,
  OtherGrammar,
} from './grammar';
import { limits } from './limits';
import { notText } from './sniff';
import { headOf, type OnRead, type SourceFile } from './source';
import { delimiters, type ImportNote, type ReadOptions } from './table';

/** Characters after which the layout is judged. */
const SAMPLE = 2 ** 18;
const FIRST_ROWS = 5;

async function loadPapa(): Promise<Papa> {
  const { default: papa } = await import('papaparse');
  return papa;
}

/** The file's text up to the end of a row, for a look at its layout. */
const wholeRows = (text: string, last: boolean): string =>
  last ? text : text.slice(0, text.lastIndexOf('\n') + 1);

function checkLayout(file: string, { cells, delimiter, header }: Layout): void {
  if (cells === 0) throw new DataProblem('This file holds no rows.', `${file} has nothing but blank lines.`);
  if (cells === 1) {
    throw new DataProblem(
      'Only one column was found.',
      `${file}: no ${delimiters[delimiter]} parts its rows${header ? '' : ', read without a header'}. A table needs a column that is predicted and one to predict it from. Choose the separator if it has another, or save the table as CSV.`,
    );
  }
  if (cells > limits.columns) {
    throw new DataProblem(
      'This table has too many columns.',
      `${file} has ${counted(cells)} columns; ${counted(limits.columns)} are the most. Save the numbers as a .npy matrix with its labels in a second .npy file instead.`,
    );
  }
}

/** Takes the rows of one file into columns. */
class TableBuilder {
  readonly #file: string;
  readonly #layout: Layout;
  readonly #grammar: Grammar;
  readonly #options: ReadOptions;
  #columns: ColumnBuilder[] = [];
  #names: readonly string[] | undefined;
  readonly #notes: ImportNote[];
  readonly #firstRows: string[][] = [];
  #rows = 0;

  /** @param notes on what stands above the table */
  constructor(
    file: string,
    layout: Layout,
    notes: readonly ImportNote[],
    grammar: Grammar,
    options: ReadOptions,
  ) {
    this.#file = file;
    this.#layout = layout;
    this.#grammar = grammar;
    this.#options = options;
    this.#notes = [...notes];
    if (!layout.header)
      this.#start(
        Array.from({ length: layout.cells }, () => ''),
        undefined,
      );
  }

  /** @throws {DataProblem} where the row is too short or too long, or there are too many */
  add(cells: string[], row: number): void {
    if (this.#names === undefined) {
      this.#start(cells.map(trimmed), row);
      return;
    }
    const columns = this.#columns;
    if (cells.length !== columns.length) throw this.#ragged(cells, row);
    if (this.#rows === limits.rows || (this.#rows + 1) * columns.length > limits.cells)
      throw this.#tooLong(row);
    for (let j = 0; j < columns.length; j++) columns[j]!.add(cells[j]!, row);
    if (this.#rows < FIRST_ROWS) this.#firstRows.push(cells.map(trimmed));
    this.#rows++;
  }

  /** @throws {DataProblem} where there is no row, {OtherGrammar} where numbers are to be read in another locale */
  done(): Table {
    if (this.#rows === 0) {
      throw new DataProblem(
        'There is a header but no row.',
        `${this.#file} has one row, which was read as the columns' names: ${(this.#names ?? []).slice(0, 5).join(', ')}. Give a file with rows of values.`,
      );
    }
    const columns = this.#columns.map((column) => column.done());
    const { delimiter, header } = this.#layout;
    checkGrammar(columns, this.#grammar, delimiter, this.#options);
    const numbers = numberReading(columns, delimiter, this.#options);
    const notes = [...this.#notes, ...numbers.notes];
    return { rows: this.#rows, columns, firstRows: this.#firstRows, notes, delimiter, header, numbers };
  }

  #start(given: readonly string[], row: number | undefined): void {
    const { names, notes } = columnNames(given, row ?? 1);
    if (row !== undefined) this.#notes.push(...notes);
    this.#names = names;
    this.#columns = names.map((name, j) => new ColumnBuilder(name, cellGrammar(this.#grammar, j)));
  }

  #ragged({ length }: readonly string[], row: number): DataProblem {
    const wanted = this.#columns.length;
    const { delimiter, header } = this.#layout;
    const why =
      length > wanted
        ? `Put cells that hold a ${delimiters[delimiter]} into quotation marks, or choose another separator.`
        : 'Write an empty cell where a value is missing, or choose another separator.';
    return new DataProblem(
      `A row has too ${length > wanted ? 'many' : 'few'} cells.`,
      `${this.#file}, row ${counted(row)} has ${counted(length)} ${length === 1 ? 'cell' : 'cells'}; the ${header ? 'header' : 'first row'} has ${counted(wanted)}. ${why}`,
    );
  }

  #tooLong(row: number): DataProblem {
    const width = this.#columns.length;
    const most = Math.min(limits.rows, Math.floor(limits.cells / width));
    return new DataProblem(
      'This table has too many rows.',
      `${this.#file} goes on at row ${counted(row)}; with ${counted(width)} columns ${counted(most)} rows are the most. Save a part of it.`,
    );
  }
}

async function readAs(
  file: SourceFile,
  encoding: Encoding,
  options: ReadOptions,
  onRead: OnRead,
  known?: Grammar,
): Promise<Table> {
  const papa = await loadPapa();
  let waiting = '';
  let rows: RowReader | undefined;
  let table: TableBuilder | undefined;
  const start = (last: boolean): void => {
    const whole = wholeRows(waiting, last);
    const opening = openingOf(papa, whole, options);
    const layout = layoutOf(papa, opening.text, opening.options);
    checkLayout(file.name, layout);
    const rowsAbove = () => firstRows(papa, opening.text, layout.delimiter, ROWS_LOOKED_AT);
    const grammar = known ?? guessGrammar(rowsAbove(), layout.delimiter, options);
    const builder = new TableBuilder(file.name, layout, opening.notes, grammar, options);
    table = builder;
    const add = (cells: string[], row: number) => builder.add(cells, row);
    rows = new RowReader(papa, file.name, layout.delimiter, add, opening.lines);
    rows.feed(opening.text + waiting.slice(whole.length), last);
    waiting = '';
  };
  for await (const text of textsOf(file, encoding, onRead)) {
    if (rows) {
      rows.feed(text);
      continue;
    }
    waiting += text;
    if (waiting.length > limits.rowLength && !waiting.includes('\n')) throw endlessRow(file.name, 1);
    if (waiting.length >= SAMPLE && waiting.includes('\n')) start(false);
  }
  if (rows) rows.feed('', true);
  else start(true);
  return table!.done();
}

/** Once more where the rows further down tell of another decimal mark than the first ones. */
async function readInLocale(
  file: SourceFile,
  encoding: Encoding,
  options: ReadOptions,
  onRead: OnRead,
): Promise<Table> {
  try {
    return await readAs(file, encoding, options, onRead);
  } catch (reason) {
    if (!(reason instanceof OtherGrammar)) throw reason;
    return readAs(file, encoding, options, onRead, reason.grammar);
  }
}

/**
 * @param onRead bytes read so far
 * @throws {DataProblem} naming file and row
 */
export async function readCsv(file: SourceFile, options: ReadOptions, onRead: OnRead): Promise<Table> {
  const head = await headOf(file, 4096);
  const like = notText(file.name, head);
  if (like !== undefined) {
    throw new DataProblem(
      head.length === 0 ? 'This file is empty.' : 'This file is no table.',
      `${file.name}: ${like} A CSV or TSV file is needed: text, one row a line.`,
    );
  }
  try {
    return await readInLocale(file, encodingOf(head), options, onRead);
  } catch (reason) {
    if (!(reason instanceof NotUtf8)) throw reason;
  }
  const table = await readInLocale(file, 'windows-1252', options, onRead);
  const text =
    'The file is not UTF-8: it was read as Western European (Windows-1252). If letters look wrong, save it as UTF-8.';
  return { ...table, notes: [{ text }, ...table.notes] };
}
