/** Profiles of a table's columns, and suggested choices. */
import { count } from '../../../core/format';
import { arePixels } from '../arrays/pixels';
import { limits } from '../limits';
import { looksLikeDate } from '../numbers/dates';
import { isMissingWord } from '../numbers/missingMarks';
import { isInfiniteText, readNumber } from '../numbers/numberText';
import { categoriesOf, differentNumbers } from './categories';
import { type Column, missingAsNumber, strayCells } from './column';
import type { Table } from './columns';
import type { ColumnProfile, ColumnUse, ImportChoices } from './table';
import { suggestTarget, taskOf } from './targetColumn';

const PARTS = 16;
const SHOWN_CATEGORIES = 12;

type Shape = Pick<ColumnProfile, 'from' | 'to' | 'counts'>;

function shapeOf({ numbers }: Column): Shape {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  if (from > to) return { from: 0, to: 0, counts: [] };
  const counts = new Array<number>(PARTS).fill(0);
  // Halved, because the range of very large numbers would overflow.
  const range = to / 2 - from / 2;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Number.isNaN(value)) continue;
    const part = range > 0 ? Math.floor(((value / 2 - from / 2) / range) * PARTS) : 0;
    const place = Math.min(part, PARTS - 1);
    counts[place] = counts[place]! + 1;
  }
  return { from, to, counts };
}

/** "<0.01", "> 65", "≈ 3" */
const bound = /^(?:[<>]=?|[≤≥~≈])\s*/;

/**
 * Whether a column holds measurements: many distinct numbers among few distinct texts such as "<0.01" and "n.d.". Sizes,
 * floors and grades are few numbers, or whole ones without gaps.
 */
function isMeasured(column: Column): boolean {
  const { numbers, texts, values, decimal } = column;
  const different = differentNumbers(column);
  const others = texts.filter(
    (text, code) => Number.isNaN(values[code]) && !isMissingWord(text) && !isInfiniteText(text),
  );
  const bounds = others.filter((text) => bound.test(text) && readNumber(text.replace(bound, ''), decimal));
  if (bounds.length > 0 && bounds.length === others.length) return different >= 3;
  if (different <= 5 || different < 3 * (others.length - bounds.length)) return false;
  const present = numbers.filter((value) => !Number.isNaN(value));
  const fractions = present.filter((value) => value % 1 !== 0).length;
  const { from, to } = shapeOf(column);
  const gaps = different > 10 && to - from + 1 > 2 * different;
  return gaps || different > 20 || 2 * fractions > present.length;
}

function looksOf(column: Column): ColumnProfile['looks'] {
  const { numbers, missing, textCells, texts, mixedUnits, numeric } = column;
  const read = numbers.length - missing - textCells;
  if (textCells === 0) return 'number';
  // Mixed units: the user must decide.
  if (mixedUnits && 2 * numeric > numbers.length - missingAsNumber(column)) return 'number';
  if (read === 0) return 'categories';
  // Infinity is not a category; free text is left out anyway.
  if (texts.some(isInfiniteText) && categoriesOf(column)) return 'number';
  return strayCells(column) < read || isMeasured(column) ? 'number' : 'categories';
}

export function profileOf(column: Column): ColumnProfile {
  const found = categoriesOf(column);
  const strays = strayCells(column);
  const looks = looksOf(column);
  const asNumber = looks === 'number';
  const distinct = found ? found.names.length : Number.POSITIVE_INFINITY;
  const categories = (found?.names ?? []).map((text, place) => ({ text, count: found?.counts[place] ?? 0 }));
  return {
    name: column.name,
    looks,
    task: taskOf(column, looks, asNumber ? differentNumbers(column) : distinct),
    missing: asNumber ? missingAsNumber(column) : column.missing,
    texts: asNumber ? strays : column.textCells,
    distinct,
    categories: categories.sort((a, b) => b.count - a.count).slice(0, SHOWN_CATEGORIES),
    ...shapeOf(column),
  };
}

const idName = /^(.*[ _.-])?(id|ids|index|idx|nr|no|uuid|guid|key|row|rowid|rownames|rownum|obs|instant)$/i;
/** PassengerId, customerID, RowNumber. */
const idAtEnd =
  /([a-z](Id|ID|Nr|No|Key|Index|Idx)|^(Row|Record|Serial|Account|Order)[ _]?(Number|No\.?|Nr\.?))$/;
const unnamed = /^(c1|unnamed: 0|#|)$/i;

/** Whether all numbers are whole and unique. */
function areDistinctIntegers({ numbers }: Column): boolean {
  if (!numbers.every(Number.isInteger)) return false;
  const sorted = numbers.slice().sort();
  return sorted.every((value, i) => i === 0 || value !== sorted[i - 1]);
}

function countsUp({ numbers }: Column): boolean {
  const first = numbers[0]!;
  return (first === 0 || first === 1) && numbers.every((value, i) => value === first + i);
}

/** Why a column is not a useful input, as a sentence without full stop; undefined if it may be one. */
export function reasonToLeaveOut(column: Column, profile: ColumnProfile): string | undefined {
  const rows = column.numbers.length;
  const present = rows - column.missing;
  if (column.rowNames) return 'It holds the names of the rows';
  if (present === 0) return 'It is empty in every row';
  if (profile.looks === 'number') {
    const called = idName.test(column.name) || idAtEnd.test(column.name);
    if (called && column.forms.has('digits'))
      return 'Its whole numbers have so many digits that they look like row ids';
    const named = called && areDistinctIntegers(column);
    const counting = unnamed.test(column.name) && countsUp(column);
    if (rows <= 2 || !(named || counting)) return undefined;
    return countsUp(column)
      ? `It counts up from ${column.numbers[0]}, like row numbers`
      : 'It has a different whole number in every row, like row ids';
  }
  const { texts } = column;
  if (texts.length > 0 && texts.every(looksLikeDate))
    return `It holds dates or times (“${texts[0]}”), which are neither numbers nor categories`;
  if (profile.distinct > limits.categories)
    return `It has more than ${count(limits.categories)} different texts, too many for categories`;
  if (rows > 2 && profile.distinct === present) return 'It has a different text in every row, like row names';
  if (profile.distinct > 20 && profile.distinct > present / 2)
    return 'It has different texts in more than half of the rows';
  return undefined;
}

/** How a column is read by default. */
export const usualUse = (column: Column, profile: ColumnProfile): ColumnUse =>
  reasonToLeaveOut(column, profile) === undefined ? profile.looks : 'leave-out';

/** "iris.csv.gz" → "iris" */
export const withoutEnding = (file: string): string =>
  file.replace(/(\.(csv|tsv|txt|data|npy|gz|idx))+$/i, '').trim() || file;

export function suggest({ columns }: Table, profiles: readonly ColumnProfile[], file: string): ImportChoices {
  const uses = columns.map((column, j) => usualUse(column, profiles[j]!));
  const place = suggestTarget(columns, profiles, uses);
  const inputs = columns.flatMap(({ name }, j) => (j === place ? [] : [[name, uses[j]!] as const]));
  const read = columns.filter((_, j) => j !== place && uses[j] !== 'leave-out');
  const numbers = columns.filter((_, j) => j !== place && uses[j] === 'number');
  return {
    name: withoutEnding(file),
    target: columns[place]!.name,
    task: profiles[place]!.task,
    uses: Object.fromEntries(inputs),
    standardise: read.length === numbers.length && arePixels(numbers) ? 'together' : true,
    testShare: 0.2,
    splitSeed: 0,
  };
}
