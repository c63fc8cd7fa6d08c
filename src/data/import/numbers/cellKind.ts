/** Kind of a cell before the number format is known: "1.234,5", "$28,233" and "27 %" are numbers. */
import { looksLikeDate } from './dates';
import { isMissingWord, saysMissing } from './missingMarks';
import { isInfiniteText, numberInEither, plainInEither } from './numberText';

export type CellKind = 'number' | 'date' | 'text' | 'missing';

const LONGEST = 40;

/** @param cell trimmed */
export function kindOf(cell: string): CellKind {
  // "12.30" counts as a number rather than a time.
  if (!Number.isNaN(plainInEither(cell))) return 'number';
  if (cell.length > LONGEST) return 'text';
  // Missing-value words tell nothing about their column: they are neither names nor categories.
  if (saysMissing(cell) || isMissingWord(cell) || isInfiniteText(cell)) return 'missing';
  if (!/\d/.test(cell)) return 'text';
  if (looksLikeDate(cell)) return 'date';
  return Number.isNaN(numberInEither(cell)) ? 'text' : 'number';
}
