/** Lines above a table: Excel's "sep=;", and comments behind "#", the last of which may hold the columns' names. */
import { commaIn } from './column';
import { findDelimiter, hasHeader, ROWS_LOOKED_AT } from './csvLayout';
import { firstRows, type Papa } from './csvRows';
import { type Delimiter, delimiters, type ImportNote, type ReadOptions } from './table';

export interface Opening {
  /** The text from the table's first row on. */
  readonly text: string;
  /** Lines before it. */
  readonly lines: number;
  /** What was asked for, and what these lines say. */
  readonly options: ReadOptions;
  readonly notes: readonly ImportNote[];
}

const separator = /^"?sep=([,;|\t ])"?[ ]*(?:\n|$)/i;

/** Consecutive lines from the start that are comments or blank, with one comment at least. */
interface Comments {
  readonly lines: number;
  readonly length: number;
  /** Numbers of those that are no blank lines, from 0. */
  readonly places: readonly number[];
  readonly last: string;
}

/** Undefined where the table begins at once, or all its rows begin with "#": they are no comments then. */
function commentsOf(text: string): Comments | undefined {
  const places: number[] = [];
  let [lines, length, last] = [0, 0, ''];
  for (let at = 0; at < text.length; lines++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const blank = line.trim() === '';
    if (!blank && !line.startsWith('#'))
      return places.length > 0 ? { lines, length, places, last } : undefined;
    if (!blank) {
      places.push(lines);
      last = line;
    }
    at = end < 0 ? text.length : end + 1;
    length = at;
  }
  return undefined;
}

/** NumPy writes names so: "# length width". They are names where the rows below them have none and as many cells. */
function namesIn(papa: Papa, comment: string, below: string, options: ReadOptions): string | undefined {
  const line = comment.replace(/^#+ */, '');
  const delimiter = options.delimiter ?? findDelimiter(papa, below);
  const rows = firstRows(papa, below, delimiter, ROWS_LOOKED_AT);
  const [names = []] = firstRows(papa, line, delimiter, 1);
  const comma = commaIn(delimiter);
  const fits = names.length > 1 && names.length === rows[0]?.length;
  const named = options.header !== false && fits && !hasHeader(rows, comma);
  return named && hasHeader([names, ...rows], comma) ? line : undefined;
}

function commentNotes(places: readonly number[], before: number): ImportNote[] {
  const [first] = places;
  if (first === undefined) return [];
  const text =
    places.length === 1
      ? 'This row begins with #: it is left out as a comment.'
      : `From here on ${places.length} rows begin with #: they are left out as comments.`;
  return [{ row: before + first + 1, text }];
}

function withoutComments(papa: Papa, opening: Opening): Opening {
  const { text, lines: before, options, notes } = opening;
  const comments = commentsOf(text);
  if (!comments) return opening;
  const { lines, length, places, last } = comments;
  const below = text.slice(length);
  const names = namesIn(papa, last, below, options);
  if (names === undefined)
    return {
      text: below,
      lines: before + lines,
      options,
      notes: [...notes, ...commentNotes(places, before)],
    };
  const row = before + places.at(-1)! + 1;
  return {
    // Blank lines between the names and the rows stay: rows are numbered as an editor shows them.
    text: `${names}\n${'\n'.repeat(before + lines - row)}${below}`,
    lines: row - 1,
    options: { ...options, header: true },
    notes: [
      ...notes,
      ...commentNotes(places.slice(0, -1), before),
      { row, text: "This row begins with #, and is read as the columns' names." },
    ],
  };
}

/** @param text the file's beginning, whole rows */
export function openingOf(papa: Papa, text: string, options: ReadOptions): Opening {
  const mark = separator.exec(text);
  const plain: Opening = { text, lines: 0, options, notes: [] };
  if (!mark) return withoutComments(papa, plain);
  const said = mark[1] as Delimiter;
  return withoutComments(papa, {
    text: text.slice(mark[0].length),
    lines: 1,
    options: { ...options, delimiter: options.delimiter ?? said },
    notes: [
      {
        row: 1,
        text: `This row says that a ${delimiters[said]} parts the cells: it is not part of the table.`,
      },
    ],
  });
}
