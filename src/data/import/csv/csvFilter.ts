/** Filters out rows that are not data: comments, repeated headers, and text below the table. */
import { count as counted } from '../../../core/format';
import { kindOf } from '../numbers/cellKind';
import { trimmed } from '../table/column';
import { delimiters, type ImportNote } from '../table/table';
import { MOST_ABOVE } from './csvFit';
import type { Layout } from './csvLayout';
import { commentNote, markOf } from './csvOpening';
import { Contradiction } from './csvRows';
import { footer, hasWidth, isRule } from './csvSample';

/** Rows dropped for one reason. */
interface Dropped {
  count: number;
  first: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly row: number;
}

/** A row that is below the table unless more data rows follow. */
interface Waiting extends TableRow {
  readonly fits: boolean;
}

/** Limit of footnote rows; more rows of another width are an error. */
const MOST_BELOW = 50;

/** First cell of a totals row. */
const total = /^(?:(?:grand|sub) ?)?totals?$|^sum$/i;

const filledOf = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1;

const isSame = (cells: readonly string[], header: readonly string[], filled: number): boolean =>
  filled === filledOf(header) && header.every((name, j) => trimmed(cells[j] ?? '') === name);

/** Separates data rows from others, and counts what it drops. */
export class RowFilter {
  readonly #file: string;
  readonly #layout: Layout;
  /** Headers to recognise when repeated; all-number headers are excluded, since they could be data. */
  readonly #headers: readonly (readonly string[])[];
  readonly #textFirst: boolean;
  readonly #comments: number[] = [];
  readonly #empty: Dropped = { count: 0, first: 0 };
  readonly #repeated: Dropped = { count: 0, first: 0 };
  readonly #rules: Dropped = { count: 0, first: 0 };
  #below: Waiting[] = [];
  /** Totals-like first cells that turned out to be data. */
  readonly #totals = new Set<string>();
  #last = 0;
  #trailing: number | undefined;

  constructor(file: string, layout: Layout) {
    this.#file = file;
    this.#layout = layout;
    this.#headers = layout.headerCells.filter((cells) => cells.some((cell) => kindOf(cell) === 'text'));
    const kinds = layout.fit.rows
      .filter(({ row, comment }) => row >= layout.bodyFrom && !comment)
      .map(({ cells }) => kindOf(cells[0] ?? ''));
    this.#textFirst = kinds.filter((kind) => kind === 'text').length > kinds.length / 2;
  }

  /**
   * Data rows that are certain now: none, this one, or also earlier ones that might have been footnotes.
   * @throws {Contradiction} if a row has too many or too few cells
   */
  take(cells: readonly string[], row: number): readonly TableRow[] {
    const { bodyFrom, width, built } = this.#layout;
    if (row < bodyFrom) return [];
    const empty = this.#isEmpty(cells);
    if (empty) this.#count(this.#empty, row);
    const rule = isRule(cells);
    if (rule) this.#count(this.#rules, row);
    if (empty || rule || this.#isComment(cells, row) || this.#isRepeated(cells, row)) return [];
    const fits = cells.length === built || (cells.length >= width && filledOf(cells) <= built);
    if (fits && !this.#isSum(cells, row)) {
      if (cells.length > built) this.#trailing ??= row;
      this.#last = row;
      return this.#below.length > 0 ? [...this.#released(), { cells, row }] : [{ cells, row }];
    }
    if ((!fits && !this.#isBelow(cells, row)) || this.#below.length === MOST_BELOW) {
      this.#released();
      throw this.#ragged({ cells, row });
    }
    this.#below.push({ cells, row, fits });
    return [];
  }

  /** Notes on what was dropped. */
  notes(): ImportNote[] {
    return [
      ...this.#commentNotes(),
      ...this.#repeatedNotes(),
      ...this.#ruleNotes(),
      ...this.#emptyNotes(),
      ...this.#belowNotes(),
    ];
  }

  /** The first row with trailing delimiters beyond the columns. */
  get trailing(): number | undefined {
    return this.#trailing;
  }

  #count(dropped: Dropped, row: number): void {
    if (dropped.count === 0) dropped.first = row;
    dropped.count++;
  }

  #isEmpty(cells: readonly string[]): boolean {
    return trimmed(cells[0]!) === '' && cells.every((cell) => trimmed(cell) === '');
  }

  #isComment(cells: readonly string[], row: number): boolean {
    const mark = markOf(cells[0]!);
    if (mark === undefined) return false;
    const { mark: known, width } = this.#layout;
    if (mark !== known && hasWidth({ cells, filled: filledOf(cells) }, width)) return false;
    this.#comments.push(row);
    return true;
  }

  #isRepeated(cells: readonly string[], row: number): boolean {
    const first = trimmed(cells[0]!);
    for (const header of this.#headers) {
      if (header[0] !== first || !isSame(cells, header, filledOf(cells))) continue;
      this.#count(this.#repeated, row);
      return true;
    }
    return false;
  }

  /** Waiting rows that are data after all. @throws {Contradiction} if one has another width */
  #released(): readonly TableRow[] {
    const rows = this.#below;
    this.#below = [];
    const odd = rows.find(({ fits }) => !fits);
    if (odd) throw this.#ragged(odd);
    for (const { cells } of rows) this.#totals.add(trimmed(cells[0]!));
    return rows;
  }

  /**
   * "Total,,12.5" or "Note: a, b" if the first column is numeric; if it is text, a total that did not occur as data
   * before.
   */
  #isSum(cells: readonly string[], row: number): boolean {
    const first = trimmed(cells[0]!);
    if (this.#textFirst) return total.test(first) && !this.#totals.has(first);
    return (
      footer.test(first) &&
      (row > this.#last + 1 || filledOf(cells) <= 2 || /^(?:grand ?)?total/i.test(first))
    );
  }

  /** Whether a row of another width is a footnote or total, rather than data with a missing cell. */
  #isBelow(cells: readonly string[], row: number): boolean {
    const first = trimmed(cells[0]!);
    const { width } = this.#layout;
    if (this.#below.length > 0) return true;
    if (footer.test(first)) return true;
    const kind = kindOf(first);
    if (kind !== 'text') return false;
    const apart = row > this.#last + 1;
    const prose = cells.length === 1 && width > 2 && /[\s:]/.test(first);
    return apart || prose || (!this.#textFirst && cells.length < width);
  }

  #ragged({ cells: { length }, row }: TableRow): Contradiction {
    return raggedProblem(this.#file, this.#layout, length, row);
  }

  #commentNotes(): ImportNote[] {
    const [first] = this.#comments;
    return first === undefined ? [] : commentNote(this.#comments, this.#layout.mark ?? '#');
  }

  #repeatedNotes(): ImportNote[] {
    const { count, first } = this.#repeated;
    if (count === 0) return [];
    const rows = count === 1 ? 'it is left out' : `it is left out, with ${counted(count - 1)} more such rows`;
    return [{ row: first, text: `This row repeats the header: ${rows}.` }];
  }

  #emptyNotes(): ImportNote[] {
    const { count, first } = this.#empty;
    if (count === 0) return [];
    const rows = count === 1 ? 'This row has' : `From here on ${counted(count)} rows have`;
    return [
      { row: first, text: `${rows} only empty cells: ${count === 1 ? 'it is' : 'they are'} left out.` },
    ];
  }

  #ruleNotes(): ImportNote[] {
    const { count, first } = this.#rules;
    if (count === 0) return [];
    const rows = count === 1 ? 'This row draws' : `From here on ${counted(count)} rows draw`;
    return [{ row: first, text: `${rows} a line: ${count === 1 ? 'it is' : 'they are'} left out.` }];
  }

  #belowNotes(): ImportNote[] {
    const [first] = this.#below;
    if (first === undefined) return [];
    const text = first.cells
      .map(trimmed)
      .filter((cell) => cell !== '')
      .join(' ')
      .slice(0, 40);
    const { length } = this.#below;
    const rows =
      length === 1
        ? `This row (“${text}”) is below the table: it is skipped.`
        : `From here (“${text}”) ${counted(length)} rows are below the table: they are skipped.`;
    return [{ row: first.row, text: rows }];
  }
}

const cellsText = (length: number): string => `${counted(length)} ${length === 1 ? 'cell' : 'cells'}`;

/** Layout facts for the message on ragged rows. */
type RaggedIn = Pick<Layout, 'dialect' | 'width' | 'bodyFrom' | 'fit'> & { readonly names: unknown };

/** @param length number of cells in the row */
export function raggedProblem(
  file: string,
  { dialect: { delimiter }, width, names, bodyFrom, fit }: RaggedIn,
  length: number,
  row: number,
): Contradiction {
  const more = length > width;
  const where = row < bodyFrom ? 'most rows have' : names ? 'the header has' : 'the first row has';
  const cell = delimiter === ' ' ? 'holds spaces' : `holds a ${delimiters[delimiter]}`;
  const ways = [
    more
      ? `Put cells that ${cell.replace('holds', 'hold')} into quotation marks`
      : 'Write an empty cell where a value is missing',
    row <= MOST_ABOVE && 'skip rows above the table',
    fit.marks &&
      `read quotation marks as ${fit.dialect.quoting ? 'ordinary characters (quotes: no)' : 'enclosing cells (quotes: yes)'}`,
  ].filter(Boolean);
  const fixed =
    delimiter === ' '
      ? ' If the columns have fixed widths and spaces inside them, save the table as CSV, with pandas: pd.read_fwf(FILE).to_csv("data.csv", index=False).'
      : '';
  return new Contradiction(
    `A row has too ${more ? 'many' : 'few'} cells.`,
    `${file}, row ${counted(row)} has ${cellsText(length)}; ${where} ${counted(width)}. ${ways.join(', ')}, or choose another separator.${fixed}`,
    row,
    `a row would have ${cellsText(length)} instead of ${counted(width)}`,
  );
}
