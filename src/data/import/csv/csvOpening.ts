/** Lines above a table: Excel's "sep=;", skipped rows, and comments, the last of which may contain the names. */
import { count as counted } from '../../../core/format';
import { type Delimiter, delimiters, type ImportNote, type ReadOptions } from '../table/table';

/** A comment that may contain the column names, as NumPy writes them: "# length width". */
export interface CommentLine {
  readonly row: number;
  readonly mark: string;
  /** Text after the mark. */
  readonly text: string;
}

export interface Opening {
  /** Characters and lines before the table or its title. */
  readonly length: number;
  readonly lines: number;
  /** The delimiter given by "sep=". */
  readonly delimiter?: Delimiter;
  /** Row numbers of comments, from 1, and their mark. */
  readonly comments: readonly number[];
  readonly mark?: string;
  readonly lastComment?: CommentLine;
  readonly notes: readonly ImportNote[];
}

const marks = ['#', '%', '//'] as const;

/** The comment mark at the start of a row. */
export const markOf = (row: string): string | undefined => marks.find((mark) => row.startsWith(mark));

const separator = /^"?sep=(\|\||::|[,;|\t :^~])"?[ \t]*(?:\n|$)/i;

/** Consecutive comments and blank lines. */
interface Comments {
  readonly lines: number;
  readonly length: number;
  /** Line indices of the comments, from 0. */
  readonly places: readonly number[];
  readonly last: string;
  readonly mark: string;
}

/** Undefined if there are none, or if all rows begin with the mark, so that it is data. */
function commentsIn(text: string, from: number): Comments | undefined {
  const places: number[] = [];
  let [lines, last] = [0, ''];
  for (let at = from; at < text.length; lines++) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const mark = markOf(line);
    const blank = line.trim() === '';
    if (!blank && mark === undefined) {
      if (places.length === 0) return undefined;
      return { lines, length: at - from, places, last, mark: markOf(last) as string };
    }
    if (!blank) {
      places.push(lines);
      last = line;
    }
    at = end < 0 ? text.length : end + 1;
  }
  return undefined;
}

export function commentNote(rows: readonly number[], mark: string): ImportNote[] {
  const [first] = rows;
  if (first === undefined) return [];
  const text =
    rows.length === 1
      ? `This row begins with ${mark}: it is left out as a comment.`
      : `From here on ${counted(rows.length)} rows begin with ${mark}: they are left out as comments.`;
  return [{ row: first, text }];
}

/** Length of the first lines. */
function lengthOf(text: string, lines: number): number {
  let at = 0;
  for (let n = 0; n < lines; n++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

const namesBehind = ({ last, mark, places }: Comments, before: number): CommentLine => ({
  row: before + places.at(-1)! + 1,
  mark,
  text: last.replace(/^[#%/]+[ \t]*/, ''),
});

/** @param text the file's beginning, complete rows */
export function openingOf(text: string, { skipRows }: ReadOptions): Opening {
  const said = separator.exec(text);
  const delimiter = said?.[1] as Delimiter | undefined;
  const skipped = Math.max(skipRows ?? 0, said ? 1 : 0);
  const from = lengthOf(text, skipped);
  const notes: ImportNote[] = delimiter
    ? [
        {
          row: 1,
          text: `This row says that a ${delimiters[delimiter]} separates the cells: it is not part of the table.`,
        },
      ]
    : [];
  const plain = { ...(delimiter === undefined ? {} : { delimiter }), comments: [], notes };
  const comments = commentsIn(text, from);
  if (comments === undefined) return { ...plain, length: from, lines: skipped };
  const { lines, length, places, mark } = comments;
  return {
    ...plain,
    length: from + length,
    lines: skipped + lines,
    comments: places.map((place) => skipped + place + 1),
    mark,
    lastComment: namesBehind(comments, skipped),
  };
}
