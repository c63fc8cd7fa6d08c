/** Collapses similar notes: a few are listed, of more only the number is given. */
import { count as counted } from '../../core/format';
import type { ImportNote } from './table/table';

const MOST_ALIKE = 3;

/** "1 more column", "12 more columns" */
export const moreColumns = (n: number): string => `${counted(n)} more ${n === 1 ? 'column' : 'columns'}`;

/** All notes if there are few, else the first with a sentence on the rest. @param others that sentence */
export function collapseNotes(
  notes: readonly ImportNote[],
  others: (count: number) => string,
): readonly ImportNote[] {
  const [first] = notes;
  if (!first || notes.length <= MOST_ALIKE) return notes;
  return [{ ...first, text: `${first.text} ${others(notes.length - 1)}` }];
}

/** The first notes of a long list, and a sentence on the rest. @param others that sentence */
export function upTo(
  most: number,
  notes: readonly ImportNote[],
  others: (count: number) => string,
): readonly ImportNote[] {
  const rest = notes.length - most;
  return rest > 0 ? [...notes.slice(0, most), { text: others(rest) }] : notes;
}
