/** Reads CSV and TSV: any common delimiter, with or without header and quotes, also gzipped. */
import { count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import {
  cellGrammar,
  checkGrammar,
  type Grammar,
  guessGrammar,
  numberReading,
  OtherGrammar,
} from '../numbers/grammar';
import { notText } from '../sniff';
import { headOf, type OnRead, type SourceFile } from '../source';
import { ColumnBuilder, trimmed } from '../table/column';
import { nameNotes, type Table } from '../table/columns';
import { delimiters, type ImportNote, type ReadOptions } from '../table/table';
import { layoutsFor } from './csvBeginning';
import { RowFilter, type TableRow } from './csvFilter';
import type { Layout } from './csvLayout';
import { Contradiction, RowReader, SeveralLines } from './csvRows';
import { type Encoding, encodingOf, NotUtf8, textsOf } from './csvText';

const FIRST_ROWS = 5;

/** Collects rows into columns. */
class TableBuilder {
  readonly #file: string;
  readonly #layout: Layout;
  readonly #grammar: Grammar;
  readonly #options: ReadOptions;
  readonly #filter: RowFilter;
  readonly #columns: readonly ColumnBuilder[];
  readonly #firstRows: string[][] = [];
  #rows = 0;

  constructor(file: string, layout: Layout, grammar: Grammar, options: ReadOptions) {
    this.#file = file;
    this.#layout = layout;
    this.#grammar = grammar;
    this.#options = options;
    this.#filter = new RowFilter(file, layout);
    this.#columns = layout.columns.names.map((name, j) => new ColumnBuilder(name, cellGrammar(grammar, j)));
  }

  /** @throws {DataProblem} if the row has the wrong number of cells, or there are too many rows */
  add(cells: string[], row: number): void {
    for (const known of this.#filter.take(cells, row)) this.#add(known);
  }

  #add({ cells, row }: TableRow): void {
    const columns = this.#columns;
    if (this.#rows === limits.rows || (this.#rows + 1) * columns.length > limits.cells)
      throw this.#tooLong(row);
    for (let j = 0; j < columns.length; j++) columns[j]!.add(cells[j] ?? '', row);
    if (this.#rows < FIRST_ROWS) this.#firstRows.push(columns.map((_, j) => trimmed(cells[j] ?? '')));
    this.#rows++;
  }

  /** @throws {DataProblem} if there are no rows; {OtherGrammar} if the numbers need another locale */
  done(): Table {
    const { dialect, width, headerCells, headerRow, rowNames, skipRows, otherReadings, names, notes } =
      this.#layout;
    const { renamed } = this.#layout.columns;
    if (this.#rows === 0) {
      throw new DataProblem(
        'There is a header but no row.',
        `${this.#file} has one row, which was read as the columns' names: ${(names ?? []).slice(0, 5).join(', ')}. Choose a file with rows of values.`,
      );
    }
    const all = this.#columns.map((column) => column.done());
    // Drop columns after the last name and value, which contain only delimiters.
    const kept =
      all.findLastIndex(({ missing }, j) => j < width || (names?.[j] ?? '') !== '' || missing < this.#rows) +
      1;
    const columns = all.slice(0, kept);
    if (rowNames) columns[0] = { ...columns[0]!, rowNames: true };
    const { delimiter, quoting } = dialect;
    checkGrammar(columns, this.#grammar, delimiter, this.#options);
    const numbers = numberReading(columns, delimiter, this.#options);
    return {
      rows: this.#rows,
      columns,
      firstRows: this.#firstRows.map((cells) => cells.slice(0, kept)),
      // Notes on dropped content first, because only the first notes are shown.
      notes: [
        ...this.#filter.notes(),
        ...notes,
        ...nameNotes(
          renamed.filter(({ place }) => place < kept),
          headerRow,
        ),
        ...trailingNote(this.#layout, kept, all.length - kept, this.#filter.trailing),
      ],
      numbers,
      delimiter,
      header: headerCells.length > 0,
      headerRows: headerCells.length,
      skipRows,
      quotes: quoting !== undefined,
      ...(otherReadings.length > 0 ? { otherReadings } : {}),
    };
  }

  #tooLong(row: number): DataProblem {
    const width = this.#columns.length;
    const most = Math.min(limits.rows, Math.floor(limits.cells / width));
    return new DataProblem(
      'This table has too many rows.',
      `${this.#file} continues at row ${counted(row)}; a table of ${counted(width)} columns may have at most ${counted(most)} rows. Save part of it.`,
    );
  }
}

/** Notes columns without names and values, caused by trailing delimiters. */
function trailingNote(
  { dialect, headerRow, headerCells }: Layout,
  kept: number,
  dropped: number,
  row?: number,
): ImportNote[] {
  const inHeader = headerCells.reduce((most, { length }) => Math.max(most, length), 0) - kept;
  const n = Math.max(dropped, inHeader);
  const first = inHeader > 0 ? headerRow : row;
  if (n <= 0 && first === undefined) return [];
  const columns =
    n > 1
      ? `the ${counted(n)} columns after them have neither names nor values, and are`
      : 'the column after it has neither name nor values, and is';
  const text = `Rows end in a ${delimiters[dialect.delimiter]}: ${columns} left out.`;
  return [first === undefined ? { text } : { row: first, text }];
}

async function readWith(
  file: SourceFile,
  encoding: Encoding,
  layout: Layout,
  grammar: Grammar,
  options: ReadOptions,
  onRead: OnRead,
): Promise<Table> {
  const table = new TableBuilder(file.name, layout, grammar, options);
  const add = (cells: string[], row: number) => table.add(cells, row);
  const rows = new RowReader(file.name, layout.dialect, add, layout.lines, layout.oneLine);
  let { length } = layout;
  for await (const text of textsOf(file, encoding, onRead)) {
    if (length < text.length) rows.feed(length > 0 ? text.slice(length) : text);
    length = Math.max(0, length - text.length);
  }
  rows.feed('', true);
  return table.done();
}

/** Reads again if later rows reveal another decimal mark. */
async function readInLocale(
  file: SourceFile,
  encoding: Encoding,
  layout: Layout,
  options: ReadOptions,
  onRead: OnRead,
): Promise<Table> {
  const first = layout.fit.rows.slice(layout.fit.start).map(({ cells }) => cells);
  const guess = guessGrammar(first, layout.dialect.delimiter, options);
  try {
    return await readWith(file, encoding, layout, guess, options, onRead);
  } catch (reason) {
    if (!(reason instanceof OtherGrammar)) throw reason;
    return readWith(file, encoding, layout, reason.grammar, options, onRead);
  }
}

/** Explains why the layout that fitted the first rows was rejected. */
function insteadNote({ row, what }: Contradiction, layout: Layout, before: Layout): ImportNote {
  const { delimiter, quoting } = layout.dialect;
  const so =
    delimiter === before.dialect.delimiter
      ? `quotation marks ${quoting === undefined ? 'are read as ordinary characters' : 'enclose cells'}`
      : delimiter === ' '
        ? 'any run of spaces and tabs is one separator'
        : `a ${delimiters[delimiter]} is the separator`;
  const first = before.dialect.quoting === undefined ? '' : ', read as at the beginning,';
  return { row, text: `Here${first} ${what}: so ${so}, which fits all rows.` };
}

async function readAs(
  file: SourceFile,
  encoding: Encoding,
  options: ReadOptions,
  onRead: OnRead,
): Promise<Table> {
  const layouts = await layoutsFor(file, encoding, options);
  let first: Contradiction | undefined;
  for (const layout of layouts) {
    if (layout.afterLineEnd && !(first instanceof SeveralLines)) continue;
    try {
      const table = await readInLocale(file, encoding, layout, options, onRead);
      return first && layout.dialect !== layouts[0]!.dialect
        ? { ...table, notes: [insteadNote(first, layout, layouts[0]!), ...table.notes] }
        : table;
    } catch (reason) {
      if (!(reason instanceof Contradiction)) throw reason;
      first ??= reason;
    }
  }
  throw first;
}

/**
 * @param onRead called with the bytes read so far
 * @throws {DataProblem} naming file and row
 */
export async function readCsv(file: SourceFile, options: ReadOptions, onRead: OnRead): Promise<Table> {
  const head = await headOf(file, 4096);
  const like = notText(file.name, head);
  if (like !== undefined) {
    throw new DataProblem(
      head.length === 0 ? 'This file is empty.' : 'This file is not a table.',
      `${file.name}: ${like} A CSV or TSV file is needed: text, one row a line.`,
    );
  }
  try {
    return await readAs(file, encodingOf(head), options, onRead);
  } catch (reason) {
    if (!(reason instanceof NotUtf8)) throw reason;
  }
  const table = await readAs(file, 'windows-1252', options, onRead);
  const text =
    'The file is not UTF-8: it was read as Western European (Windows-1252). If letters look wrong, save it as UTF-8.';
  return { ...table, notes: [{ text }, ...table.notes] };
}
