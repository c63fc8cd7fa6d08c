/** Stray texts in numeric columns, about which the user must decide before import. */
import { count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { categoriesOf } from '../table/categories';
import { type Column, NUMBER, strayCells } from '../table/column';
import type { ColumnProfile, OtherReading, StrayText } from '../table/table';
import { isMissingWord } from './missingMarks';
import { fitsNetwork, isInfiniteText, readNumber } from './numberText';

/** Limits per column and per file. */
const MOST_OF_COLUMN = 20;
const MOST = 200;

/** Cell count of each of a column's texts. */
function cellsOf({ numbers, codes, texts }: Column): Uint32Array {
  const cells = new Uint32Array(texts.length);
  for (let i = 0; codes && i < numbers.length; i++) {
    const code = codes[i]!;
    if (code > NUMBER) cells[code]!++;
  }
  return cells;
}

/** Number of infinite cells, in any spelling. */
function infiniteCells(column: Column): number {
  const cells = cellsOf(column);
  return column.texts.reduce((sum, text, code) => sum + (isInfiniteText(text) ? cells[code]! : 0), 0);
}

/** In order of occurrence. */
function straysOf(column: Column): readonly StrayText[] {
  const { name, codes, texts, rows, values, firstText } = column;
  if (strayCells(column) === 0 || !codes) return [];
  const cells = cellsOf(column);
  const found = texts.flatMap((text, code): StrayText[] =>
    Number.isNaN(values[code]) && !isMissingWord(text)
      ? [{ column: name, row: rows[code]!, text, cells: cells[code]! }]
      : [],
  );
  // There are more texts than the column distinguishes.
  return found.length > 0 || !firstText
    ? found
    : [{ column: name, row: firstText.row, text: firstText.text, cells: strayCells(column) }];
}

/** The first ones, and the number of others. */
function listedIn(column: Column): readonly StrayText[] {
  const all = straysOf(column);
  const more = all.length - MOST_OF_COLUMN;
  if (more <= 0) return all;
  return all.slice(0, MOST_OF_COLUMN).map((one, i) => (i < MOST_OF_COLUMN - 1 ? one : { ...one, more }));
}

/** For all columns that look like numbers. */
export const strayTexts = (
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
): readonly StrayText[] =>
  columns.flatMap((column, j) => (profiles[j]!.looks === 'number' ? listedIn(column) : [])).slice(0, MOST);

function whatItIs(
  { text }: StrayText,
  { decimal, mixedUnits, unit }: Column,
): readonly [title: string, sentence: string] {
  if (isInfiniteText(text))
    return ['A number is infinite.', `“${text}” is not a number that a network can use`];
  const read = readNumber(text, decimal);
  if (read && !fitsNetwork(read.value))
    return [
      'A number does not fit single precision.',
      `“${text}” is larger than 3.4e38, the largest number in single precision`,
    ];
  if (mixedUnits && read && read.unit !== '') {
    const others = unit === '' ? 'another one, or none' : `“${unit}”`;
    return ['Units are mixed.', `“${text}” has the unit “${read.unit}”, and other cells have ${others}`];
  }
  if (readNumber(text, decimal === 'point' ? 'comma' : 'point'))
    return [
      'A number has another decimal mark.',
      `“${text}” is not a number with a decimal ${decimal}, which the column uses elsewhere`,
    ];
  return ['A cell is not a number.', `“${text}” is not a number`];
}

/** Possible solutions: only those that work. */
function waysOut(column: Column, role: 'input' | 'target'): string {
  const { mixedUnits, missing, textCells, numbers, texts } = column;
  const found = categoriesOf(column);
  const classes = role === 'target' && found && found.names.length <= limits.classes;
  const ways = [
    ...(mixedUnits ? ['save the column in one unit'] : []),
    ...(missing + textCells < numbers.length ? ['declare it as missing'] : []),
    ...(role === 'input' && found ? ['read the column as categories'] : []),
    ...(classes && !texts.some(isInfiniteText) ? ['choose classification'] : []),
    role === 'input' ? 'leave it out' : 'choose another target',
  ];
  const list = ways.length > 1 ? `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}` : ways.join('');
  return `${list[0]!.toUpperCase()}${list.slice(1)}.`;
}

/** @throws {DataProblem} if there are stray texts without a decision */
export function checkStrays(
  file: string,
  column: Column,
  textsAreMissing: readonly string[] = [],
  role: 'input' | 'target' = 'input',
): void {
  const strays = straysOf(column);
  const [first] = strays;
  if (!first || textsAreMissing.includes(column.name)) return;
  const [title, sentence] = whatItIs(first, column);
  const alike = first.cells === 1 ? '' : `, as ${counted(first.cells)} cells are`;
  const more = strays.length - 1;
  const others =
    more === 0 ? '' : ` ${more === 1 ? 'One other text is' : `${counted(more)} other texts are`} there too.`;
  throw new DataProblem(
    title,
    `${file}, row ${counted(first.row)}, column ${column.name}: ${sentence}${alike}.${others} ${waysOut(column, role)}`,
  );
}

/** A reading with infinities, in any spelling, as missing: they are neither numbers nor classes. */
export function infiniteReading(columns: readonly Column[]): OtherReading[] {
  let mark: string | undefined;
  const parts = columns.flatMap((column) => {
    const infinite = column.texts.find(isInfiniteText);
    if (infinite === undefined) return [];
    mark ??= infinite;
    const all = infiniteCells(column);
    return [`${counted(all)} ${all === 1 ? 'cell' : 'cells'} of ${column.name}`];
  });
  const [first, second] = parts;
  if (mark === undefined || first === undefined) return [];
  const rest = parts.length - 1;
  const also =
    rest === 0 ? '' : ` and ${rest === 1 ? second : `such cells of ${counted(rest)} more columns`}`;
  return [
    {
      name: `${mark} as a missing value`,
      options: { missing: [mark] },
      differs: `${first}${also} would be missing.`,
    },
  ];
}

/** @throws {DataProblem} if a class would be infinity */
export function checkInfiniteClasses(file: string, column: Column): void {
  const { texts, rows } = column;
  const code = texts.findIndex(isInfiniteText);
  if (code < 0) return;
  throw new DataProblem(
    'Infinity is not a class.',
    `${file}, row ${counted(rows[code]!)}, column ${column.name}: “${texts[code]}” cannot be predicted. Declare it as missing, or choose another target.`,
  );
}
