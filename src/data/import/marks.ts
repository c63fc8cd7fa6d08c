/** Marks for a missing value as one types them: "-200, inf", and in quotation marks where a comma belongs to the mark. */

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

const needsQuotes = /[",]|^\s|\s$/;

/** The way back. */
export const listText = (marks: readonly string[]): string =>
  marks.map((mark) => (needsQuotes.test(mark) ? `"${mark.replaceAll('"', '""')}"` : mark)).join(', ');
