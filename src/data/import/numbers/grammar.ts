/** Detects the decimal mark of a table's columns, and the alternative if it is ambiguous. */
import { count as counted } from '../../../core/format';
import { limits } from '../limits';
import { type CellGrammar, type Column, ColumnBuilder, type Some, strayCells } from '../table/column';
import type { NumberReading, UnmetMark } from '../table/columns';
import type { DecimalMark, Delimiter, OtherReading, ReadOptions } from '../table/table';
import { arePointTimes } from './dates';
import { type Declared, declaredIn, isMissingWord } from './missingMarks';
import { readNumber } from './numberText';

/** Number formats of all columns. */
export interface Grammar {
  /** Of each column. */
  readonly decimals: readonly DecimalMark[];
  readonly declared: Readonly<Record<DecimalMark, Declared>>;
  /** Whether it is based on the whole file rather than its first rows. */
  readonly settled: boolean;
}

/** Later rows revealed another decimal mark: the file must be read again. */
export class OtherGrammar extends Error {
  constructor(readonly grammar: Grammar) {
    super('Read again with other decimal marks.');
  }
}

export function cellGrammar({ decimals, declared }: Grammar, j: number): CellGrammar {
  const decimal = decimals[j] ?? 'point';
  return { decimal, declared: declared[decimal] };
}

export const otherMark = (decimal: DecimalMark): DecimalMark => (decimal === 'point' ? 'comma' : 'point');
const cellsOf = (some: Some | undefined): number => some?.cells ?? 0;

/** Text columns are ignored, because they may contain versions and lists. */
const isOfNumbers = ({ numeric, numbers, missing }: Column): boolean =>
  numeric > 0 && 2 * numeric > numbers.length - missing;

/** Decimal mark from a column's own cells; undefined if all are ambiguous. */
function ownDecimal({ marks }: Column): DecimalMark | undefined {
  const [points, commas] = [cellsOf(marks.point), cellsOf(marks.comma)];
  return points === commas ? undefined : points > commas ? 'point' : 'comma';
}

/** Times such as "18.30" in a file with decimal commas. */
const isTimes = ({ written, texts }: Column): boolean =>
  written !== undefined &&
  arePointTimes([...written.values(), ...texts].filter((text) => !isMissingWord(text)));

/** Decimal mark of the file: the one that more cells need; without evidence, a comma unless it is the delimiter. */
function fileDecimal(columns: readonly Column[], delimiter: Delimiter): DecimalMark {
  const telling = columns.filter((column) => isOfNumbers(column) && !isTimes(column));
  const total = (mark: DecimalMark): number =>
    telling.reduce((sum, { marks }) => sum + cellsOf(marks[mark]), 0);
  const [points, commas] = [total('point'), total('comma')];
  if (points !== commas) return points > commas ? 'point' : 'comma';
  const withComma = telling.some(({ marks }) => /[,\uff0c]/.test(marks.either?.first.text ?? ''));
  return delimiter !== ',' && (withComma || commas > 0) ? 'comma' : 'point';
}

function decimalsOf(
  columns: readonly Column[],
  delimiter: Delimiter,
  { decimal }: ReadOptions,
): DecimalMark[] {
  const file = decimal ?? fileDecimal(columns, delimiter);
  const own = (column: Column): DecimalMark | undefined =>
    isOfNumbers(column) && !(file === 'comma' && isTimes(column)) ? ownDecimal(column) : undefined;
  return columns.map((column) => decimal ?? own(column) ?? file);
}

const grammarOf = (decimals: readonly DecimalMark[], options: ReadOptions, settled = false): Grammar => ({
  decimals,
  settled,
  declared: { point: declaredIn(options, 'point'), comma: declaredIn(options, 'comma') },
});

/** Guess from a file's first rows, possibly including a header. */
export function guessGrammar(
  rows: readonly (readonly string[])[],
  delimiter: Delimiter,
  options: ReadOptions,
): Grammar {
  const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const grammar = grammarOf([], options);
  const columns = Array.from({ length: width }, (_, j) => {
    const builder = new ColumnBuilder('', cellGrammar(grammar, j));
    for (const row of rows) builder.add(row[j] ?? '', 1);
    return builder.done();
  });
  return grammarOf(decimalsOf(columns, delimiter, options), options);
}

/** @throws {OtherGrammar} if the whole file contradicts the guess from its first rows */
export function checkGrammar(
  columns: readonly Column[],
  { settled }: Grammar,
  delimiter: Delimiter,
  options: ReadOptions,
): void {
  if (settled) return;
  const decimals = decimalsOf(columns, delimiter, options);
  const differs = columns.some(({ decimal, marks }, j) => {
    const matters = marks.point || marks.comma || marks.either;
    return matters !== undefined && decimal !== decimals[j];
  });
  if (differs) throw new OtherGrammar(grammarOf(decimals, options, true));
}

/** Whether the column would have other values with the other mark, and its own cells do not decide. */
export const isOpen = (column: Column): boolean =>
  isOfNumbers(column) && cellsOf(column.marks.either) > 0 && !column.marks.point && !column.marks.comma;
const isMixed = ({ marks }: Column): boolean => marks.point !== undefined && marks.comma !== undefined;

export const asCellsOf = (cells: number, name: string): string =>
  `as ${counted(cells)} ${cells === 1 ? 'cell' : 'cells'} of ${name}`;

function otherReading(
  columns: readonly Column[],
  decimal: DecimalMark,
  options: ReadOptions,
): OtherReading | undefined {
  const telling = columns.filter(isOfNumbers);
  const open = telling.find((column) => isOpen(column) && column.decimal === decimal);
  const mixed = telling.find(isMixed);
  const would = otherMark(decimal);
  const asked = { ...options, decimal: would };
  const name = `decimal ${would}`;
  if (open) {
    const { first, cells } = open.marks.either!;
    const value = readNumber(first.text, would)!.value;
    const lost = telling.find(({ marks }) => marks[decimal]);
    const but = lost
      ? `; ${counted(cellsOf(lost.marks[decimal]))} cells of ${lost.name} would not be numbers`
      : '';
    return {
      name,
      options: asked,
      differs: `“${first.text}” would be ${value}, ${asCellsOf(cells, open.name)}${but}.`,
    };
  }
  if (!mixed) return undefined;
  const { first, cells } = mixed.marks[otherMark(mixed.decimal)]!;
  return {
    name,
    options: asked,
    differs: `“${first.text}” would be a number, ${asCellsOf(cells, mixed.name)}; “${mixed.marks[mixed.decimal]?.first.text}” would be none.`,
  };
}

/** Whether this mark made a cell of the column missing. */
function isMet(mark: string, { missingMarks, decimal }: Column): boolean {
  const { hasText, numbers } = declaredIn({ missing: [mark] }, decimal);
  return missingMarks.some(
    (cell) => hasText(cell) || numbers?.has(readNumber(cell, decimal)?.value ?? Number.NaN) === true,
  );
}

/** Whether some cell has it as a value; not all texts are known if there are too many. */
const isValueIn = (mark: string, { texts }: Column): boolean =>
  texts.includes(mark) || texts.length > limits.categories;

export const unmetMarks = (
  columns: readonly Column[],
  { missing = [], notMissing = [] }: ReadOptions,
): readonly UnmetMark[] => [
  ...missing
    .filter((mark) => !columns.some((column) => isMet(mark, column)))
    .map((mark) => ({ mark, as: 'missing' }) as const),
  ...notMissing
    .filter((mark) => !columns.some((column) => isValueIn(mark.trim(), column)))
    .map((mark) => ({ mark, as: 'not missing' }) as const),
];

/** @param options the requested options */
export function numberReading(
  columns: readonly Column[],
  delimiter: Delimiter,
  options: ReadOptions,
): NumberReading {
  const decimal = options.decimal ?? fileDecimal(columns, delimiter);
  const reading = otherReading(columns, decimal, options);
  const telling = columns.some((column) => isOfNumbers(column) && (column.marks.point || column.marks.comma));
  const words = columns.flatMap((column) =>
    strayCells(column) < column.numeric ? column.texts.filter(isMissingWord) : [],
  );
  return {
    decimal,
    missingMarks: [...new Set([...columns.flatMap(({ missingMarks }) => missingMarks), ...words])],
    unmet: unmetMarks(columns, options),
    otherReadings: reading ? [reading] : [],
    undecided: !telling && options.decimal === undefined,
  };
}
