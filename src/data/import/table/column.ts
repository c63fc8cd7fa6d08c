/** One column of a table in memory: its numbers, and codes for cells whose text matters. */
import { limits } from '../limits';
import { type Declared, declaredIn, isMissingWord, saysMissing } from '../numbers/missingMarks';
import {
  fitsNetwork,
  hasLeadingZero,
  hasTooManyDigits,
  type MarkEvidence,
  markEvidence,
  type NumberForm,
  plainEvidence,
  plainNumber,
  readNumber,
} from '../numbers/numberText';
import { mayBeName } from '../numbers/units';
import type { DecimalMark } from './table';

/** A cell that serves as an example in messages. */
export interface Cell {
  /** From 1, as in an editor. */
  readonly row: number;
  readonly text: string;
}

/** Number of cells of one kind, and the first of them. */
export interface Some {
  readonly first: Cell;
  readonly cells: number;
}

/** A column's evidence for the file's decimal mark. */
export type MarkCounts = Readonly<Record<MarkEvidence, Some | undefined>>;

/** Number formats, a unit, leading zeros, and more digits than double precision holds. */
export type Form = NumberForm | 'unit' | 'zeros' | 'digits';

export interface Column {
  readonly name: string;
  /** Present if the layout says that it holds row names. */
  readonly rowNames?: true;
  /** [rows]; NaN if the cell is not a number. */
  readonly numbers: Float64Array;
  /**
   * [rows]: index in `texts`, MISSING, NUMBER or OTHER; undefined if no cell is a text and every number has one
   * spelling.
   */
  readonly codes: Int16Array | undefined;
  /** Distinct texts in order of occurrence; at most one more than the limit of categories. */
  readonly texts: readonly string[];
  /** [texts]: its number if it is another spelling of one ("01" after "1"); NaN if it is not a number. */
  readonly values: readonly number[];
  /** [texts]: row of the first occurrence, as in an editor. */
  readonly rows: readonly number[];
  /** First spelling of each number; undefined if there are more numbers than the limit of categories. */
  readonly written: ReadonlyMap<number, string> | undefined;
  /** Number of cells without a value, and their distinct texts. */
  readonly missing: number;
  readonly missingMarks: readonly string[];
  /** Cell count of each missing-value mark. */
  readonly markCells: ReadonlyMap<string, number>;
  /** Number of text cells, including words such as “unknown” (`wordCells`), which are missing among numbers. */
  readonly textCells: number;
  readonly wordCells: number;
  readonly firstMissing: Cell | undefined;
  readonly firstWord: Cell | undefined;
  /** The first text that is not such a word. */
  readonly firstText: Cell | undefined;
  /** Unit of its numbers: the most frequent one if there are several; empty if none. */
  readonly unit: string;
  /** Whether some numbers count as texts because others have a different unit, or none. */
  readonly mixedUnits: boolean;
  readonly forms: ReadonlyMap<Form, Some>;
  readonly marks: MarkCounts;
  /** Number of cells that are numbers in some locale, with or without a unit. */
  readonly numeric: number;
  readonly decimal: DecimalMark;
}

/** Number of missing cells if the column is read as numbers. */
export const missingAsNumber = ({ missing, wordCells }: Column): number => missing + wordCells;
/** Number of cells about which the user must decide if the column is read as numbers. */
export const strayCells = ({ textCells, wordCells }: Column): number => textCells - wordCells;

export const NUMBER = -1;
const MISSING = -2;
/** A text beyond the limit of distinct ones. Codes from OTHER_UNIT down: a number beyond it, with the first unit, the second … */
const OTHER = -3;
const OTHER_UNIT = -4;
const MOST_UNITS = 100;

const SMALL = 256;

/** Like `trim`, but fast for the common case without blanks. */
export function trimmed(cell: string): string {
  const last = cell.length - 1;
  if (last < 0) return cell;
  const [first, end] = [cell.charCodeAt(0), cell.charCodeAt(last)];
  return first > 32 && first < 128 && end > 32 && end < 128 ? cell : cell.trim();
}

/** Copies a text: a substring would keep a whole chunk of the file in memory. */
const detached = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

function larger<T extends Float64Array | Int16Array>(old: T, make: (length: number) => T): T {
  const array = make(2 * old.length);
  array.set(old);
  return array;
}

/** Counts cells of a kind and keeps the first. */
class Kinds<K> {
  readonly #found = new Map<K, { readonly first: Cell; cells: number }>();

  count(kind: K, cell: string, row: number): void {
    const found = this.#found.get(kind);
    if (found) found.cells++;
    else this.#found.set(kind, { first: { row, text: detached(cell) }, cells: 1 });
  }

  all(): ReadonlyMap<K, Some> {
    return this.#found;
  }
}

/** How a column's cells are read. */
export interface CellGrammar {
  readonly decimal: DecimalMark;
  readonly declared: Declared;
}
const plainGrammar: CellGrammar = { decimal: 'point', declared: declaredIn({}, 'point') };

/** Builds a column cell by cell. */
export class ColumnBuilder {
  readonly name: string;
  readonly #grammar: CellGrammar;
  #numbers = new Float64Array(1024);
  #codes: Int16Array | undefined;
  #size = 0;
  readonly #codeOf = new Map<string, number>();
  readonly #values: number[] = [];
  readonly #rows: number[] = [];
  /** Index of the unit, by the code of a text that is a number with a unit. */
  readonly #unitOf = new Map<number, number>();
  #written: Map<number, string> | undefined = new Map();
  /** Like `#written`, for small whole numbers: a fast path for columns of pixels and switches. */
  readonly #small = new Array<string | undefined>(SMALL).fill(undefined);
  #missing = 0;
  readonly #missingMarks = new Map<string, number>();
  #textCells = 0;
  #wordCells = 0;
  #plainCells = 0;
  #unitCells = 0;
  #numeric = 0;
  #firstMissing: Cell | undefined;
  #firstWord: Cell | undefined;
  #firstText: Cell | undefined;
  /** In order of occurrence. */
  readonly #units = new Kinds<string>();
  readonly #placeOfUnit = new Map<string, number>();
  readonly #forms = new Kinds<Form>();
  readonly #marks = new Kinds<MarkEvidence>();

  constructor(name: string, grammar: CellGrammar = plainGrammar) {
    this.name = name;
    this.#grammar = grammar;
  }

  /** @param row from 1, as in an editor */
  add(raw: string, row: number): void {
    if (this.#size === this.#numbers.length) this.#grow();
    const cell = trimmed(raw);
    const plain = plainNumber(cell);
    const swapped = Number.isNaN(plain) && cell.includes(',') ? plainNumber(cell.replace(',', '.')) : plain;
    if (Number.isNaN(swapped)) this.#addOther(cell, row);
    else if (Number.isNaN(plain)) this.#addComma(cell, swapped, row);
    else this.#addPlain(cell, plain, row);
    this.#size++;
  }

  /** Adds a number from a binary file. */
  addValue(value: number, row: number): void {
    if (this.#size === this.#numbers.length) this.#grow();
    if (Number.isNaN(value)) this.#addMissing('NaN', row);
    else if (fitsNetwork(value)) this.#addNumber(undefined, value, row);
    else if (this.#grammar.declared.hasText(String(value))) this.#addMissing(String(value), row);
    else this.#addText(String(value), row);
    this.#size++;
  }

  done(): Column {
    const { unit, mixed } = this.#settleUnit();
    return {
      name: this.name,
      numbers: this.#numbers.subarray(0, this.#size),
      codes: this.#codes?.subarray(0, this.#size),
      texts: [...this.#codeOf.keys()],
      values: this.#values,
      rows: this.#rows,
      written: this.#written,
      missing: this.#missing,
      missingMarks: [...this.#missingMarks.keys()],
      markCells: this.#missingMarks,
      textCells: this.#textCells,
      wordCells: this.#wordCells,
      firstMissing: this.#firstMissing,
      firstWord: this.#firstWord,
      firstText: this.#firstText,
      unit,
      mixedUnits: mixed,
      forms: this.#allForms(unit),
      marks: Object.fromEntries(this.#marks.all()) as MarkCounts,
      numeric: this.#numeric,
      decimal: this.#grammar.decimal,
    };
  }

  #grow(): void {
    this.#numbers = larger(this.#numbers, (length) => new Float64Array(length));
    if (this.#codes) this.#codes = larger(this.#codes, (length) => new Int16Array(length));
  }

  #addPlain(cell: string, value: number, row: number): void {
    const mark = plainEvidence(cell, '.');
    if (mark) this.#marks.count(mark, cell, row);
    // With a decimal comma, "2.5" is not a number, and "2.500" is 2500.
    if (mark && this.#grammar.decimal === 'comma') this.#addOther(cell, row, mark);
    else if (!fitsNetwork(value)) this.#addOther(cell, row, mark);
    else this.#addNumber(cell, value, row);
  }

  /** Adds digits with one comma and no point. */
  #addComma(cell: string, value: number, row: number): void {
    const mark = plainEvidence(cell, ',')!;
    this.#marks.count(mark, cell, row);
    if (this.#grammar.decimal === 'point' || !fitsNetwork(value)) this.#addOther(cell, row, mark);
    else {
      this.#forms.count('comma', cell, row);
      this.#addNumber(cell, value, row);
    }
  }

  /** @param cell undefined for a number from a binary file */
  #addNumber(cell: string | undefined, value: number, row: number): void {
    this.#numeric++;
    if (this.#grammar.declared.numbers?.has(value)) {
      this.#addMissing(cell ?? String(value), row);
      return;
    }
    if (cell !== undefined && hasLeadingZero(cell)) this.#forms.count('zeros', cell, row);
    if (cell !== undefined && hasTooManyDigits(cell, value)) this.#forms.count('digits', cell, row);
    this.#plainCells++;
    this.#numbers[this.#size] = value;
    const code = this.#writing(cell, value, row);
    if (code !== NUMBER) this.#codes ??= this.#codesSoFar();
    if (this.#codes) this.#codes[this.#size] = code;
  }

  /** Code of a number's spelling: NUMBER for the first one. */
  #writing(cell: string | undefined, value: number, row: number): number {
    const written = this.#written;
    if (!written) return NUMBER;
    const small = (value | 0) === value && value >= 0 && value < SMALL;
    if (small && cell !== undefined && this.#small[value] === cell) return NUMBER;
    const before = written.get(value);
    if (before !== undefined) {
      if (cell !== undefined && before !== cell) return this.#code(cell, value, row);
      return NUMBER;
    }
    if (written.size > limits.categories) this.#written = undefined;
    else {
      const text = cell === undefined ? String(value) : detached(cell);
      written.set(value, text);
      if (small) this.#small[value] = text;
    }
    return NUMBER;
  }

  #addOther(cell: string, row: number, counted?: MarkEvidence): void {
    this.#numbers[this.#size] = Number.NaN;
    const { decimal, declared } = this.#grammar;
    if (declared.hasText(cell) || (saysMissing(cell) && !declared.isValue(cell))) {
      this.#addMissing(cell, row);
      return;
    }
    const mark = counted ?? markEvidence(cell);
    if (mark && !counted) this.#marks.count(mark, cell, row);
    const read = readNumber(cell, decimal);
    if (!read || !fitsNetwork(read.value)) {
      if (mark) this.#numeric++;
      this.#addText(cell, row);
      return;
    }
    for (const form of read.forms) this.#forms.count(form, cell, row);
    if (read.unit === '') this.#addNumber(cell, read.value, row);
    else this.#addUnit(cell, read.value, read.unit, row);
  }

  #addMissing(cell: string, row: number): void {
    this.#numbers[this.#size] = Number.NaN;
    this.#missing++;
    const before = this.#missingMarks.get(cell);
    this.#missingMarks.set(before === undefined ? detached(cell) : cell, (before ?? 0) + 1);
    this.#firstMissing ??= { row, text: detached(cell) };
    if (this.#codes) this.#codes[this.#size] = MISSING;
  }

  #addText(cell: string, row: number): void {
    this.#numbers[this.#size] = Number.NaN;
    if (isMissingWord(cell) && !this.#grammar.declared.isValue(cell)) {
      this.#wordCells++;
      this.#firstWord ??= { row, text: detached(cell) };
    } else this.#firstText ??= { row, text: detached(cell) };
    this.#addCode(cell, row);
  }

  #addCode(cell: string, row: number): void {
    this.#textCells++;
    this.#codes ??= this.#codesSoFar();
    this.#codes[this.#size] = this.#code(cell, Number.NaN, row);
  }

  /** Stores a number with its unit as a text, until `#settleUnit` determines the column's unit. */
  #addUnit(cell: string, value: number, unit: string, row: number): void {
    this.#addCode(cell, row);
    this.#numeric++;
    this.#unitCells++;
    this.#units.count(unit, cell, row);
    const place = this.#placeOfUnit.get(unit) ?? this.#placeOfUnit.size;
    this.#placeOfUnit.set(unit, place);
    this.#numbers[this.#size] = value;
    const code = this.#codes![this.#size]!;
    if (code !== OTHER) this.#unitOf.set(code, place);
    else if (place < MOST_UNITS) this.#codes![this.#size] = OTHER_UNIT - place;
    else this.#numbers[this.#size] = Number.NaN;
  }

  /** Whether the column mainly holds numbers with a unit, rather than texts. */
  #isMeasured(): boolean {
    const others = this.#textCells - this.#unitCells - this.#wordCells;
    const different = this.#unitOf.size;
    return this.#unitCells > others || (different > 5 && different >= 3 * (this.#codeOf.size - different));
  }

  /**
   * The most frequent unit is the column's. Numbers with another unit become stray texts; so do all numbers with a
   * unit if others have none.
   */
  #settleUnit(): { readonly unit: string; readonly mixed: boolean } {
    if (this.#unitCells === 0) return { unit: '', mixed: false };
    const units = [...this.#units.all()];
    const names = units.length > 1 && units.every(([unit]) => mayBeName(unit));
    const most = units
      .slice(0, MOST_UNITS)
      .reduce((best, one) => (one[1].cells > best[1].cells ? one : best));
    const keep = this.#plainCells === 0 && !names && this.#isMeasured();
    this.#keepUnit(keep ? units.indexOf(most) : -1);
    const others = units.filter((one) => !keep || one !== most).map(([, { first }]) => first);
    const texts = [this.#firstText, ...others].filter((cell) => cell !== undefined);
    this.#firstText = texts.sort((a, b) => a.row - b.row)[0];
    if (!keep) return { unit: '', mixed: !names && (units.length > 1 || this.#plainCells > 0) };
    this.#textCells -= most[1].cells;
    return { unit: most[0], mixed: units.length > 1 };
  }

  /** @param kept index of the column's unit; -1 for none */
  #keepUnit(kept: number): void {
    const codes = this.#codes!;
    if (kept >= 0) this.#written = new Map();
    for (let i = 0; i < this.#size; i++) {
      const code = codes[i]!;
      const place = code <= OTHER_UNIT ? OTHER_UNIT - code : this.#unitOf.get(code);
      if (place === undefined) continue;
      if (place !== kept) {
        this.#numbers[i] = Number.NaN;
        if (code <= OTHER_UNIT) codes[i] = OTHER;
      } else if (code <= OTHER_UNIT) {
        this.#written = undefined;
        codes[i] = NUMBER;
      }
    }
    for (const [text, code] of this.#codeOf)
      if (kept >= 0 && this.#unitOf.get(code) === kept)
        this.#values[code] = readNumber(text, this.#grammar.decimal)?.value ?? Number.NaN;
  }

  /** Number formats, including the column's unit. */
  #allForms(unit: string): ReadonlyMap<Form, Some> {
    const kept = this.#units.all().get(unit);
    return kept ? new Map([...this.#forms.all(), ['unit', kept]]) : this.#forms.all();
  }

  /** Codes of all cells so far, which are numbers in their first spelling, or missing. */
  #codesSoFar(): Int16Array {
    const codes = new Int16Array(this.#numbers.length);
    for (let i = 0; i < this.#size; i++) codes[i] = Number.isNaN(this.#numbers[i]) ? MISSING : NUMBER;
    return codes;
  }

  #code(cell: string, value: number, row: number): number {
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    if (this.#codeOf.size > limits.categories) return OTHER;
    const code = this.#codeOf.size;
    this.#codeOf.set(detached(cell), code);
    this.#values.push(value);
    this.#rows.push(row);
    return code;
  }
}

/**
 * A column of an array file. Infinities and numbers that do not fit single precision become stray texts; NaN is
 * missing.
 */
export function numericColumn(
  name: string,
  numbers: Float64Array,
  declared: Declared = plainGrammar.declared,
): Column {
  const builder = new ColumnBuilder(name, { decimal: 'point', declared });
  for (let i = 0; i < numbers.length; i++) builder.addValue(numbers[i]!, i + 1);
  return builder.done();
}
