/** One column of a table in memory: its numbers, and codes for what is none. */
import { limits } from './limits';
import type { Delimiter } from './table';

/** The first cell of its kind. */
export interface Cell {
  /** As an editor shows it, from 1. */
  readonly row: number;
  readonly text: string;
}

export interface Column {
  readonly name: string;
  /** [rows]; NaN where the cell is no number. */
  readonly numbers: Float64Array;
  /** [rows]: place in `texts`, MISSING, NUMBER or OTHER; absent where no cell is a text. */
  readonly codes: Int32Array | undefined;
  /** Different texts, in the order in which they came; at most one more than a column may have categories. */
  readonly texts: readonly string[];
  readonly missing: number;
  /** Cells that are texts. */
  readonly textCells: number;
  /** The first cell without a value, and the first with a text. */
  readonly firstMissing: Cell | undefined;
  readonly firstText: Cell | undefined;
  /** The first number written with a comma, how many are, and whether others have a decimal point. */
  readonly firstComma: Cell | undefined;
  readonly commas: number;
  readonly points: boolean;
  /** Whether the layout says that it holds the rows' names. */
  readonly rowNames?: true;
}

const NUMBER = -1;
const MISSING = -2;
/** A text beyond those that are told apart. */
const OTHER = -3;

const missingTokens = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  'NaN',
  'nan',
  'NAN',
  'null',
  'NULL',
  'None',
  '?',
  '-',
]);
const longestToken = 4;

/** What a comma inside a cell may be. */
export type Comma = 'decimal' | 'thousands';
const commas: Readonly<Record<Comma, { readonly fits: RegExp; readonly plain: (cell: string) => string }>> = {
  decimal: { fits: /^[+-]?\d*,\d+(e[+-]?\d+)?$/i, plain: (cell) => cell.replace(',', '.') },
  thousands: { fits: /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/, plain: (cell) => cell.replaceAll(',', '') },
};

/** Where commas part the cells, "3,14" would not have been written for a number; "1,100" in quotation marks is. */
export const commaIn = (delimiter: Delimiter): Comma => (delimiter === ',' ? 'thousands' : 'decimal');

export const isMissing = (cell: string): boolean => cell.length <= longestToken && missingTokens.has(cell);

/** The largest number of single precision. */
const LARGEST = 3.4028234663852886e38;
export const fitsNetwork = (value: number): boolean => Math.abs(value) <= LARGEST;

/**
 * A cell's number, NaN where it is none that a network can take: "0x1F" and "Infinity" are texts.
 * @param cell without space around it
 */
export function cellNumber(cell: string, comma: Comma): number {
  const first = cell.charCodeAt(0);
  const mayBe = (first >= 48 && first <= 57) || (first >= 43 && first <= 46);
  if (!mayBe) return Number.NaN;
  if (first === 48 && cell.length > 1 && /^0[xob]/i.test(cell)) return Number.NaN;
  const { fits, plain } = commas[comma];
  const value = Number(cell.includes(',') && fits.test(cell) ? plain(cell) : cell);
  return fitsNetwork(value) ? value : Number.NaN;
}

/** Without space around it; most cells have none. */
export function trimmed(cell: string): string {
  const last = cell.length - 1;
  if (last < 0 || (cell.charCodeAt(0) > 32 && cell.charCodeAt(last) > 32 && cell.charCodeAt(last) < 128))
    return cell;
  return cell.trim();
}

/** A text of its own: engines keep a whole piece of the file alive for one cell cut from it. */
const detached = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

function larger<T extends Float64Array | Int32Array>(old: T, make: (length: number) => T): T {
  const array = make(2 * old.length);
  array.set(old);
  return array;
}

/** Takes a column's cells one after the other. */
export class ColumnBuilder {
  readonly name: string;
  readonly #comma: Comma;
  #numbers = new Float64Array(1024);
  #codes: Int32Array | undefined;
  #size = 0;
  readonly #codeOf = new Map<string, number>();
  #missing = 0;
  #textCells = 0;
  #firstMissing: Cell | undefined;
  #firstText: Cell | undefined;
  #firstComma: Cell | undefined;
  #commaCells = 0;
  #points = false;

  constructor(name: string, comma: Comma) {
    this.name = name;
    this.#comma = comma;
  }

  /** @param row as an editor shows it */
  add(raw: string, row: number): void {
    if (this.#size === this.#numbers.length) this.#grow();
    const cell = trimmed(raw);
    const value = cellNumber(cell, this.#comma);
    this.#numbers[this.#size] = value;
    if (Number.isNaN(value)) this.#addOther(cell, row);
    else {
      this.#noteMark(cell, row);
      if (this.#codes) this.#codes[this.#size] = NUMBER;
    }
    this.#size++;
  }

  done(): Column {
    return {
      name: this.name,
      numbers: this.#numbers.subarray(0, this.#size),
      codes: this.#textCells > 0 ? this.#codes?.subarray(0, this.#size) : undefined,
      texts: [...this.#codeOf.keys()],
      missing: this.#missing,
      textCells: this.#textCells,
      firstMissing: this.#firstMissing,
      firstText: this.#firstText,
      firstComma: this.#firstComma,
      commas: this.#commaCells,
      points: this.#points,
    };
  }

  #grow(): void {
    this.#numbers = larger(this.#numbers, (length) => new Float64Array(length));
    if (this.#codes) this.#codes = larger(this.#codes, (length) => new Int32Array(length));
  }

  #noteMark(cell: string, row: number): void {
    if (cell.includes(',')) {
      this.#commaCells++;
      this.#firstComma ??= { row, text: detached(cell) };
    } else if (cell.includes('.')) this.#points = true;
  }

  #addOther(cell: string, row: number): void {
    if (isMissing(cell)) {
      this.#missing++;
      this.#firstMissing ??= { row, text: detached(cell) };
      if (this.#codes) this.#codes[this.#size] = MISSING;
      return;
    }
    this.#textCells++;
    this.#firstText ??= { row, text: detached(cell) };
    this.#codes ??= this.#codesSoFar();
    this.#codes[this.#size] = this.#code(cell);
  }

  /** All cells before the first text are numbers or missing. */
  #codesSoFar(): Int32Array {
    const codes = new Int32Array(this.#numbers.length);
    for (let i = 0; i < this.#size; i++) codes[i] = Number.isNaN(this.#numbers[i]) ? MISSING : NUMBER;
    return codes;
  }

  #code(cell: string): number {
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    if (this.#codeOf.size > limits.categories) return OTHER;
    const code = this.#codeOf.size;
    this.#codeOf.set(detached(cell), code);
    return code;
  }
}

/** A column of an array file: numbers; those that are not finite count as missing. */
export function numericColumn(name: string, numbers: Float64Array): Column {
  let missing = 0;
  let firstMissing: Cell | undefined;
  for (const [i, value] of numbers.entries()) {
    if (fitsNetwork(value)) continue;
    missing++;
    firstMissing ??= { row: i + 1, text: String(value) };
    numbers[i] = Number.NaN;
  }
  return {
    name,
    numbers,
    codes: undefined,
    texts: [],
    missing,
    textCells: 0,
    firstMissing,
    firstText: undefined,
    firstComma: undefined,
    commas: 0,
    points: false,
  };
}

/** A column's different values: numbers ascending, then texts in the order of the alphabet. */
export interface Categories {
  readonly names: readonly string[];
  /** Cells of each. */
  readonly counts: Uint32Array;
  /** [rows]: place in `names`, -1 where the cell is missing. Made when first asked for: most columns are numbers. */
  readonly places: () => Int32Array;
}

/** One order on every machine: "class 2" before "class 10". */
const collator = new Intl.Collator('en', { numeric: true });
const alphabetically = (a: string, b: string): number =>
  collator.compare(a, b) || (a < b ? -1 : Number(a > b));

/** Different numbers, ascending; undefined where there are more than `most`. */
function differentNumbers({ numbers }: Column, most: number): number[] | undefined {
  const found = new Set<number>();
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Number.isNaN(value)) continue;
    found.add(value);
    if (found.size > most) return undefined;
  }
  return [...found].sort((a, b) => a - b);
}

const categoriesBefore = new WeakMap<Column, Categories | null>();

/** @returns undefined where there are more than a column may have */
export function categoriesOf(column: Column): Categories | undefined {
  const before = categoriesBefore.get(column);
  if (before !== undefined) return before ?? undefined;
  const found = findCategories(column);
  categoriesBefore.set(column, found ?? null);
  return found;
}

function findCategories(column: Column): Categories | undefined {
  const { numbers, codes, texts } = column;
  const values = differentNumbers(column, limits.categories);
  if (values === undefined || values.length + texts.length > limits.categories) return undefined;
  const sorted = texts.map((text, code) => ({ text, code })).sort((a, b) => alphabetically(a.text, b.text));
  const placeOfNumber = new Map(values.map((value, place) => [value, place]));
  const placeOfCode = new Int32Array(texts.length);
  for (const [i, { code }] of sorted.entries()) placeOfCode[code] = values.length + i;
  const placeAt = (i: number): number => {
    const code = codes?.[i] ?? NUMBER;
    return (code >= 0 ? placeOfCode[code] : placeOfNumber.get(numbers[i]!)) ?? -1;
  };
  const counts = new Uint32Array(values.length + texts.length);
  for (let i = 0; i < numbers.length; i++) {
    const place = placeAt(i);
    if (place >= 0) counts[place]!++;
  }
  let places: Int32Array | undefined;
  return {
    names: [...values.map(String), ...sorted.map(({ text }) => text)],
    counts,
    places: () => {
      places ??= Int32Array.from({ length: numbers.length }, (_, i) => placeAt(i));
      return places;
    },
  };
}
