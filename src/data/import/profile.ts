/** What a table's columns look like, and what choices that suggests. */
import type { Task } from '../spec';
import { type Column, categoriesOf } from './column';
import type { Table } from './columns';
import { limits } from './limits';
import type { ColumnProfile, ColumnUse, ImportChoices } from './table';

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
  // Halves: the range of the largest numbers is itself too large for one.
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

export function profileOf(column: Column): ColumnProfile {
  const found = categoriesOf(column);
  const numbers = column.numbers.length - column.missing - column.textCells;
  const looks = column.textCells > 0 && column.textCells >= numbers ? 'categories' : 'number';
  const distinct = found ? found.names.length : Number.POSITIVE_INFINITY;
  const categories = (found?.names ?? []).map((text, place) => ({ text, count: found?.counts[place] ?? 0 }));
  return {
    name: column.name,
    looks,
    task: taskOf(column.numbers, looks, distinct),
    missing: column.missing,
    texts: column.textCells,
    distinct,
    categories: categories.sort((a, b) => b.count - a.count).slice(0, SHOWN_CATEGORIES),
    ...shapeOf(column),
  };
}

export const areWhole = (numbers: Float64Array): boolean =>
  numbers.every((value) => Number.isNaN(value) || Number.isInteger(value));

/** What a column's values would be as a target: texts are classes, and so are few whole numbers that come often. */
function taskOf(numbers: Float64Array, looks: ColumnProfile['looks'], distinct: number): Task {
  if (looks === 'categories' || distinct === 0) return 'classification';
  const few = (distinct === 2 && numbers.length > 4) || (distinct <= 20 && distinct < numbers.length / 20);
  return few && areWhole(numbers) ? 'classification' : 'regression';
}

const idName = /^(.*[ _-])?(id|ids|index|idx|nr|no|uuid|key|row|rowid|rownames)$/i;
const unnamed = /^(c1|unnamed: 0)$/i;

/** Whether every number is whole and there only once. */
function areWholeAndDistinct({ numbers }: Column): boolean {
  if (!numbers.every(Number.isInteger)) return false;
  const sorted = numbers.slice().sort();
  return sorted.every((value, i) => i === 0 || value !== sorted[i - 1]);
}

function countsUp({ numbers }: Column): boolean {
  const first = numbers[0]!;
  return (first === 0 || first === 1) && numbers.every((value, i) => value === first + i);
}

/** Why a column is better not an input: it names rows, or says nothing; undefined where it may be one. */
export function reasonToLeaveOut(column: Column, profile: ColumnProfile): string | undefined {
  const rows = column.numbers.length;
  const present = rows - column.missing;
  if (present === 0) return 'has no value in any row';
  if (column.rowNames) return 'holds the names of the rows';
  if (profile.looks === 'number') {
    const named = idName.test(column.name) && areWholeAndDistinct(column);
    const counting = unnamed.test(column.name) && countsUp(column);
    return rows > 2 && (named || counting)
      ? 'has another whole number in every row, as names of rows do'
      : undefined;
  }
  if (profile.distinct > limits.categories)
    return `has more than ${limits.categories.toLocaleString('en-GB')} different texts, too many for categories`;
  if (rows > 2 && profile.distinct === present) return 'has another text in every row, as names of rows do';
  if (profile.distinct > 20 && profile.distinct > present / 2)
    return 'has different texts in more than half of the rows';
  return undefined;
}

const targetNames = [
  'class',
  'target',
  'label',
  'labels',
  'species',
  'quality',
  'y',
  'outcome',
  'diagnosis',
  'income',
  'category',
];

/** Place of the column that looks like the target. */
function suggestTarget(columns: readonly Column[], leftOut: readonly boolean[]): number {
  const names = columns.map(({ name }) => name.toLowerCase());
  for (const wanted of targetNames) {
    const place = names.lastIndexOf(wanted);
    if (place >= 0) return place;
  }
  const place = leftOut.lastIndexOf(false);
  return place >= 0 ? place : columns.length - 1;
}

/** How a column is read unless the person says otherwise. */
export const usualUse = (column: Column, profile: ColumnProfile): ColumnUse =>
  reasonToLeaveOut(column, profile) === undefined ? profile.looks : 'leave-out';

/** "iris.csv.gz" → "iris" */
export const withoutEnding = (file: string): string =>
  file.replace(/(\.(csv|tsv|txt|data|npy|gz|idx))+$/i, '').trim() || file;

export function suggest({ columns }: Table, profiles: readonly ColumnProfile[], file: string): ImportChoices {
  const uses = columns.map((column, j) => usualUse(column, profiles[j]!));
  const place = suggestTarget(
    columns,
    uses.map((use) => use === 'leave-out'),
  );
  const inputs = columns.flatMap(({ name }, j) => (j === place ? [] : [[name, uses[j]!] as const]));
  return {
    name: withoutEnding(file),
    target: columns[place]!.name,
    task: profiles[place]!.task,
    uses: Object.fromEntries(inputs),
    standardise: true,
    testShare: 0.2,
    splitSeed: 0,
  };
}
