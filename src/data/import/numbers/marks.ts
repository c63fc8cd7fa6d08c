/** Parses typed lists of missing-value marks: comma-separated, with quotes around marks that contain a comma. */
import type { ReadOptions } from '../table/table';

/** One element, plain or quoted; "" is a quote inside quotes. */
const part = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/y;

/** "-200, \"1,5\"" → -200 and 1,5, without duplicates; undefined if a quote is not closed. */
export function listedIn(text: string): readonly string[] | undefined {
  const found = new Set<string>();
  for (part.lastIndex = 0; part.lastIndex < text.length; ) {
    const match = part.exec(text);
    if (match === null) return undefined;
    const [, quoted, plain = ''] = match;
    if (quoted === undefined && plain.trim().startsWith('"')) return undefined;
    const mark = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"');
    if (mark !== '') found.add(mark);
  }
  return [...found];
}

type Declared = Pick<ReadOptions, 'missing' | 'notMissing'>;

const joined = (before: readonly string[] = [], more: readonly string[] = []): readonly string[] => [
  ...new Set([...before, ...more]),
];

/** Merges options: new marks are added to those declared before. */
export function withMarks<T extends Declared>(before: Declared, next: T): T {
  return {
    ...next,
    ...(next.missing ? { missing: joined(before.missing, next.missing) } : {}),
    ...(next.notMissing ? { notMissing: joined(before.notMissing, next.notMissing) } : {}),
  };
}

const needsQuotes = /[",]|^\s|\s$/;

/** Inverse of `listedIn`. @param between separator: a comma, with or without a blank */
export const listText = (marks: readonly string[], between = ', '): string =>
  marks.map((mark) => (needsQuotes.test(mark) ? `"${mark.replaceAll('"', '""')}"` : mark)).join(between);
