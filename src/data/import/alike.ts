/** Notes that are alike: a few are told one by one, and of more it is said how many there are. */
import { count as counted } from '../../core/format';
import type { ImportNote } from './table/table';

const MOST_ALIKE = 3;

/** "1 more column", "12 more columns" */
export const moreColumns = (n: number): string => `${counted(n)} more ${n === 1 ? 'column' : 'columns'}`;

/** The first of them speaks for all where there are many. @param others a sentence on the rest */
export function toldTogether(
  notes: readonly ImportNote[],
  others: (count: number) => string,
): readonly ImportNote[] {
  const [first] = notes;
  if (!first || notes.length <= MOST_ALIKE) return notes;
  return [{ ...first, text: `${first.text} ${others(notes.length - 1)}` }];
}

/** The first ones of a long list, and how many are not shown. @param others a sentence on those */
export function upTo(
  most: number,
  notes: readonly ImportNote[],
  others: (count: number) => string,
): readonly ImportNote[] {
  const rest = notes.length - most;
  return rest > 0 ? [...notes.slice(0, most), { text: others(rest) }] : notes;
}
