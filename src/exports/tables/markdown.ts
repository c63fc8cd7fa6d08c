import { type Table, type TableFormat, withoutEmpty } from './table';

/** Thin spaces that keep a unit on the line of its number are plain no-break spaces, which every font has. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_|<>[\]#~]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('\u202f', '\u00a0');

const lineOf = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

function textOf(given: Table): string {
  const { title, caption, link, head, columns, rows } = withoutEmpty(given);
  return [
    `**${escaped(title)}**`,
    '',
    lineOf([head, ...columns.map(({ name }) => name)]),
    `| :-- |${' --: |'.repeat(columns.length)}`,
    ...rows.map(({ name, cells }) => lineOf([name, ...cells.map((cell) => cell.text)])),
    '',
    [escaped(caption), link === undefined ? '' : `<${link}>`].filter(Boolean).join(' '),
    '',
  ].join('\n');
}

/** A table of GitHub's Markdown, numbers as the page shows them. Source: GitHub Flavored Markdown Spec, 4.10. */
export const markdown: TableFormat = {
  name: 'Markdown',
  extension: 'md',
  mediaType: 'text/markdown',
  write: (tables) => tables.map(textOf).join('\n'),
};
