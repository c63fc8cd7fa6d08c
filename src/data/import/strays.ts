/** Texts in columns of numbers: what is asked of the person before they are read, for only the person knows what they mean. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { type Column, NUMBER, strayCells } from './column';
import { isMissingWord } from './missingMarks';
import { fitsNetwork, readNumber, saysInfinite } from './numberText';
import type { ColumnProfile, OtherReading, StrayText } from './table';

/** Of one column, and of a file. */
const MOST_OF_COLUMN = 20;
const MOST = 200;

/** Cells of each of a column's texts. */
function cellsOf({ numbers, codes, texts }: Column): Uint32Array {
  const cells = new Uint32Array(texts.length);
  for (let i = 0; codes && i < numbers.length; i++) {
    const code = codes[i]!;
    if (code > NUMBER) cells[code]!++;
  }
  return cells;
}

/** In the order in which they come. */
function straysOf(column: Column): readonly StrayText[] {
  const { name, codes, texts, rows, values, firstText } = column;
  if (strayCells(column) === 0 || !codes) return [];
  const cells = cellsOf(column);
  const found = texts.flatMap((text, code): StrayText[] =>
    Number.isNaN(values[code]) && !isMissingWord(text)
      ? [{ column: name, row: rows[code]!, text, cells: cells[code]! }]
      : [],
  );
  // Beyond the texts that are told apart.
  return found.length > 0 || !firstText
    ? found
    : [{ column: name, row: firstText.row, text: firstText.text, cells: strayCells(column) }];
}

/** Of all columns that look like numbers. */
export const strayTexts = (
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
): readonly StrayText[] =>
  columns
    .flatMap((column, j) =>
      profiles[j]!.looks === 'number' ? straysOf(column).slice(0, MOST_OF_COLUMN) : [],
    )
    .slice(0, MOST);

function whatItIs({ text }: StrayText, { decimal }: Column): readonly [title: string, sentence: string] {
  if (saysInfinite(text)) return ['A number is infinite.', `“${text}” is no number that a network can read`];
  const read = readNumber(text, decimal);
  if (read && !fitsNetwork(read.value))
    return [
      'A number does not fit single precision.',
      `“${text}” is larger than 3.4e38, the largest number that a network can read`,
    ];
  if (read && read.unit !== '')
    return [
      'Units are mixed.',
      `“${text}” has the unit “${read.unit}”, and other cells have another one, or none`,
    ];
  if (readNumber(text, decimal === 'point' ? 'comma' : 'point'))
    return [
      'A number has another decimal mark.',
      `“${text}” is no number with a decimal ${decimal}, which the column has elsewhere`,
    ];
  return ['A cell is not a number.', `“${text}” is not a number`];
}

/** @throws {DataProblem} where texts stand among the numbers and nothing was said of them */
export function checkStrays(file: string, column: Column, textsAreMissing: readonly string[] = []): void {
  const strays = straysOf(column);
  const [first] = strays;
  if (!first || textsAreMissing.includes(column.name)) return;
  const [title, sentence] = whatItIs(first, column);
  const alike = first.cells === 1 ? '' : `, as ${counted(first.cells)} cells are`;
  const more = strays.length - 1;
  const others =
    more === 0 ? '' : ` ${more === 1 ? 'One other text is' : `${counted(more)} other texts are`} there too.`;
  const way = column.mixedUnits ? 'Save the column in one unit, declare' : 'Declare';
  throw new DataProblem(
    title,
    `${file}, row ${counted(first.row)}, column ${column.name}: ${sentence}${alike}.${others} ${way} it as missing, read the column as categories, or leave it out.`,
  );
}

/** The file with infinities as missing values, in whichever way they are written: they are neither numbers nor classes. */
export function infiniteReading(columns: readonly Column[]): OtherReading[] {
  let mark: string | undefined;
  const parts = columns.flatMap((column) => {
    const infinite = column.texts.flatMap((text, code) => (saysInfinite(text) ? [{ text, code }] : []));
    if (infinite.length === 0) return [];
    mark ??= infinite[0]!.text;
    const cells = cellsOf(column);
    const all = infinite.reduce((sum, { code }) => sum + cells[code]!, 0);
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

/** @throws {DataProblem} where a class would be infinity */
export function checkInfiniteClasses(file: string, column: Column): void {
  const { texts, rows } = column;
  const code = texts.findIndex(saysInfinite);
  if (code < 0) return;
  throw new DataProblem(
    'Infinity is no class.',
    `${file}, row ${counted(rows[code]!)}, column ${column.name}: “${texts[code]}” is no value that can be predicted. Declare it as missing, or choose another target.`,
  );
}
