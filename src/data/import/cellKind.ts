/** What a cell looks like before it is known how its numbers are written: "1.234,5", "$28,233" and "27 %" are numbers. */
import { saysMissing } from './missingMarks';
import { readNumber } from './numberText';

export type CellKind = 'number' | 'date' | 'text' | 'missing';

const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;
const date =
  /^(?:\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{4}-\d{2})(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m| ?z|[+-]\d{2}:?\d{2})?)?$|^\d{1,2}([:.])\d{2}(?:\2\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?$/i;
/** They say nothing of their column: none is a name, and none a category. */
const saysNothing =
  /^(?:#?n\/?a|<na>|[+-]?nan|[+-]?inf(?:inity)?|null|none|nil|missing|unknown|\\n|n\.?d\.?|\.+|-+|\?+|#[a-z/0]+[!?])$/i;

const LONGEST = 40;

/** @param cell without space around it */
export function kindOf(cell: string): CellKind {
  if (plainNumber.test(cell)) return 'number';
  if (cell.length > LONGEST) return 'text';
  if (saysMissing(cell) || saysNothing.test(cell)) return 'missing';
  if (/\d/.test(cell)) {
    // "12.30" is a number; with a second point it is a time.
    if (date.test(cell) && !/^\d+[.]\d+$/.test(cell)) return 'date';
    if (readNumber(cell, 'point') ?? readNumber(cell, 'comma')) return 'number';
  }
  return 'text';
}
