/** What a cell looks like before it is known how its numbers are written: "1.234,5", "$28,233" and "27 %" are numbers. */
import { saysDate } from './dates';
import { isMissingWord, saysMissing } from './missingMarks';
import { numberInEither, plainInEither, saysInfinite } from './numberText';

export type CellKind = 'number' | 'date' | 'text' | 'missing';

const LONGEST = 40;

/** @param cell without space around it */
export function kindOf(cell: string): CellKind {
  // "12.30" is a number before it is a time.
  if (!Number.isNaN(plainInEither(cell))) return 'number';
  if (cell.length > LONGEST) return 'text';
  // Words that are missing among numbers say nothing of their column: none is a name, and none a category.
  if (saysMissing(cell) || isMissingWord(cell) || saysInfinite(cell)) return 'missing';
  if (!/\d/.test(cell)) return 'text';
  if (saysDate(cell)) return 'date';
  return Number.isNaN(numberInEither(cell)) ? 'text' : 'number';
}
