/** What a cell's number must be, and whether the data set has it. Of the importer's own it takes the list of units. */
import { currencies, unitOf } from '../../src/data/import/numbers/units';
import type { FileProfile, ImportChoices, ImportNote, ReadOptions } from '../../src/data/import/table/table';
import { type DecimalMark, plainNumber, saysMissing } from './cells';

/** A file as it was read. */
export interface Read {
  readonly profile: FileProfile;
  readonly options: ReadOptions;
  readonly choices: ImportChoices;
  readonly notes: readonly ImportNote[];
}

/** What a cell of a column of numbers must be: its value, nothing (it may be filled), or a text that must be told of. */
type Expected = { readonly value: number } | 'missing' | 'text';

/** The mark that the importer says it read by; where it says none, either is tried. */
const decimalOf = ({ decimal, delimiter }: FileProfile): DecimalMark | undefined =>
  decimal ?? (delimiter === ',' || delimiter === undefined ? 'point' : undefined);

/** A typeset minus, or a dash in its place, as the plain one. */
const withMinus = (text: string): string => text.replace(/[\u2212\u2013\u2012\ufe63\uff0d]/g, '-');

/** Whether a person declared that such a cell is missing: as it is written, or the same number. */
const isDeclared = (cell: string, { options: { missing = [] } }: Read): boolean =>
  missing.some((mark) => {
    const [a, b] = [mark, cell]
      .map(withMinus)
      .map((text) => plainNumber(text, 'point') ?? plainNumber(text, 'comma'));
    // One infinity stands for all.
    const infinite = [mark, cell].every((text) => /^[+-]?(inf|infinity|∞)$/i.test(text));
    return mark.trim() === cell || infinite || (a !== undefined && a === b);
  });

/** As a category. */
export const mayBeMissing = (cell: string, read: Read): boolean =>
  saysMissing(cell) || isDeclared(cell, read);

function expectedOf(cell: string, read: Read): Expected {
  if (isDeclared(cell, read)) return 'missing';
  const decimal = decimalOf(read.profile);
  const value = decimal
    ? plainNumber(cell, decimal)
    : (plainNumber(cell, 'point') ?? plainNumber(cell, 'comma'));
  if (value !== undefined) return { value };
  return saysMissing(cell) ? 'missing' : 'text';
}

const isCurrency = (text: string): boolean => /^[A-Z]{0,2}\p{Sc}$/u.test(text) || currencies.includes(text);

/** "5kg", "CHF5": what stands there as a unit goes; of "24May" and "7Eleven" nothing does. */
const withoutUnit = (text: string): string =>
  text
    .replace(/(?<=^[+-]?)[^\d.,+-]+/, (before) => (isCurrency(before) ? '' : before))
    .replace(/(?<=\d[.,]?)(?!e[+-]?\d)[^\d.,+-].*$/i, (behind) =>
      unitOf(behind) === undefined ? behind : '',
    );

/** Numbers as a person may also write them: with a unit, a typeset minus or one behind, thousands in either manner, Fortran's exponent. */
function looseValues(cell: string): number[] {
  const bare = withoutUnit(
    withMinus(cell)
      .replace(/[\s\u00a0\u202f\u2009'’_]/g, '')
      .replace(/(?<=[.,])--?$/, '')
      .replace(/^([^-+]*\d)-$/, '-$1')
      .replace(/^\((.*)\)$/, '-$1')
      // Fortran's double precision.
      .replace(/(?<=[\d.,])[dD](?=[+-]?\d+$)/, 'e'),
  );
  return [bare, bare.replaceAll(',', ''), bare.replaceAll('.', '').replace(',', '.'), bare.replace(',', '.')]
    .map(Number)
    .filter(Number.isFinite);
}

/** Of a target that is a number; NaN where there is none. */
export function targetNumber(cell: string, read: Read): number {
  const expected = expectedOf(cell, read);
  if (typeof expected === 'object') return expected.value;
  return expected === 'text' ? (looseValues(cell)[0] ?? Number.NaN) : Number.NaN;
}

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  return { mean, deviation: Math.sqrt(squares) };
}

/** How a column's numbers are kept: in single precision, as distances from a centre. */
interface Kept extends Moments {
  readonly centre: number;
}

/** As near as single precision keeps it, and within a thousandth of what the column varies by. */
function agrees(actual: number, value: number, { mean, deviation, centre }: Kept): boolean {
  const off = Math.abs(actual - value);
  const kept = off <= 2e-7 * Math.abs(value - centre) + 1e-12 * Math.abs(value) + 2e-45;
  const constant = !(deviation > 1e-12 * Math.abs(mean)) || !Number.isFinite(deviation);
  return kept && (constant || off <= 1e-3 * deviation + 1e-5 * Math.abs(value - mean) + 2e-45);
}

export const isNoted = (notes: readonly ImportNote[], name: string): boolean =>
  notes.some(
    ({ column, text }) => column === name || text.includes(`“${name}”`) || / more columns have /.test(text),
  );

/** A column may have another decimal mark than the file, or more digits than single precision, where a note says so. */
function isToldOf(name: string, cell: string, is: number, { notes, choices }: Read): boolean {
  const ofColumn = notes.filter(({ column }) => column === name);
  if (ofColumn.some(({ text }) => /single precision/i.test(text))) return true;
  const filled = choices.textsAreMissing?.includes(name) && ofColumn.some(({ text }) => /filled/.test(text));
  if (filled && ofColumn.some(({ text }) => /decimal/.test(text))) return true;
  const otherwise = [plainNumber(cell, 'point'), plainNumber(cell, 'comma')];
  const meant = otherwise.some(
    (value) => value !== undefined && Math.abs(value - is) <= 2e-7 * Math.abs(value),
  );
  return meant && ofColumn.some(({ text }) => /decimal|between thousands/.test(text));
}

/**
 * One column of numbers against what the data set holds of it.
 * @param actual in the same order as the cells, in the column's own unit
 * @param centre what they are kept as distances from
 */
export function numberFaults(
  name: string,
  cells: readonly string[],
  actual: readonly number[],
  centre: number,
  read: Read,
): string[] {
  const { notes, choices } = read;
  const asked = choices.textsAreMissing?.includes(name) === true;
  const expected = cells.map((cell) => expectedOf(cell, read));
  const scale = { ...momentsOf(actual), centre };
  const faults: string[] = [];
  let filled: number | undefined;
  for (const [i, one] of expected.entries()) {
    const is = actual[i]!;
    if (one === 'missing') {
      filled ??= is;
      if (is !== filled) faults.push(`${name}: missing cells are filled with ${filled} and ${is}`);
    } else if (one === 'text') {
      const meant = looseValues(cells[i]!).some((value) => agrees(is, value, scale));
      if (!meant && !(asked && isNoted(notes, name)))
        faults.push(`${name}: “${cells[i]}” is ${is}, and nobody was asked or told`);
    } else if (!agrees(is, one.value, scale) && !isToldOf(name, cells[i]!, is, read)) {
      faults.push(`${name}: “${cells[i]}” is ${is}`);
    }
  }
  return faults;
}
