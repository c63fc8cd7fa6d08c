/** Sentences on texts in numeric columns. */
import { count } from '../../../core/format';
import type { StrayText } from '../../../data/import/table/table';

const TEXTS = 4;

/** Texts grouped by column, in file order. */
export function byColumn(
  texts: readonly StrayText[],
): readonly (readonly [column: string, texts: readonly StrayText[]])[] {
  const groups = new Map<string, StrayText[]>();
  for (const one of texts) groups.set(one.column, [...(groups.get(one.column) ?? []), one]);
  return [...groups];
}

/** Texts that several columns have, with how many columns; the most frequent first. */
export function inSeveral(
  texts: readonly StrayText[],
): readonly (readonly [text: string, columns: number])[] {
  const columns = new Map<string, number>();
  for (const { text } of texts) columns.set(text, (columns.get(text) ?? 0) + 1);
  return [...columns].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1]);
}

const oneText = ({ text, row, cells }: StrayText): string =>
  `“${text}” (row ${count(row)}${cells > 1 ? `, ${count(cells)} cells` : ''})`;

/** "“inf” (row 30, 20 cells) and “n.d.” (row 41) are not numbers." */
export function strayWords(texts: readonly StrayText[]): string {
  const named = texts.slice(0, TEXTS).map(oneText);
  const unlisted = texts.reduce((sum, { more = 0 }) => sum + more, 0);
  const more = texts.length - named.length + unlisted;
  const all = more > 0 ? [...named, `${count(more)} more texts`] : named;
  const last = all.at(-1) ?? '';
  const list = all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
  return `${list} ${texts.length === 1 ? 'is not a number' : 'are not numbers'}.`;
}
