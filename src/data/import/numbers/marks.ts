/** Marks for a missing value as one types them: "-200, inf", and in quotation marks where a comma belongs to the mark. */
import type { ReadOptions } from '../table/table';

/** Between two commas, or between quotation marks; "" stands for one inside them. */
const part = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/y;

/** "-200, \"1,5\"" → -200 and 1,5, each once; undefined where a quotation mark is not closed. */
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

/** Other wishes beside earlier ones: their marks come to those that were declared before. */
export function withMarks<T extends Declared>(before: Declared, next: T): T {
  return {
    ...next,
    ...(next.missing ? { missing: joined(before.missing, next.missing) } : {}),
    ...(next.notMissing ? { notMissing: joined(before.notMissing, next.notMissing) } : {}),
  };
}

const needsQuotes = /[",]|^\s|\s$/;

/** The way back. @param between a comma, and perhaps a blank */
export const listText = (marks: readonly string[], between = ', '): string =>
  marks.map((mark) => (needsQuotes.test(mark) ? `"${mark.replaceAll('"', '""')}"` : mark)).join(between);
