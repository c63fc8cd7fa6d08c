/** Computes a cell's expected number and compares it with the data set. Shares only the list of units with the importer. */
import { currencies, unitOf } from '../../src/data/import/numbers/units';
import type { FileProfile, ImportChoices, ImportNote, ReadOptions } from '../../src/data/import/table/table';
import { type DecimalMark, plainNumber, saysMissing } from './cells';

/** An imported file. */
export interface Read {
  readonly profile: FileProfile;
  readonly options: ReadOptions;
  readonly choices: ImportChoices;
  readonly notes: readonly ImportNote[];
}

/** Expected content of a numeric cell: its value, missing (may be filled), or a text that must be reported. */
type Expected = { readonly value: number } | 'missing' | 'text';

/** The decimal mark that the importer reports; if it reports none, both are tried. */
const decimalOf = ({ decimal, delimiter }: FileProfile): DecimalMark | undefined =>
  decimal ?? (delimiter === ',' || delimiter === undefined ? 'point' : undefined);

/** Replaces typeset minus signs and dashes by a hyphen. */
const withMinus = (text: string): string => text.replace(/[\u2212\u2013\u2012\ufe63\uff0d]/g, '-');

/** Whether the user declared such a cell missing, by text or by number. */
const isDeclared = (cell: string, { options: { missing = [] } }: Read): boolean =>
  missing.some((mark) => {
    const [a, b] = [mark, cell]
      .map(withMinus)
      .map((text) => plainNumber(text, 'point') ?? plainNumber(text, 'comma'));
    // One declared infinity covers all spellings.
    const infinite = [mark, cell].every((text) => /^[+-]?(inf|infinity|∞)$/i.test(text));
    return mark.trim() === cell || infinite || (a !== undefined && a === b);
  });

/** A cell as a category. */
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

/** Strips a unit: "5kg", "CHF5"; leaves "24May" and "7Eleven" unchanged. */
const withoutUnit = (text: string): string =>
  text
    .replace(/(?<=^[+-]?)[^\d.,+-]+/, (before) => (isCurrency(before) ? '' : before))
    .replace(/(?<=\d[.,]?)(?!e[+-]?\d)[^\d.,+-].*$/i, (behind) =>
      unitOf(behind) === undefined ? behind : '',
    );

/** Less plain numbers: with a unit, a typeset or trailing minus, thousands separators, or a Fortran exponent. */
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

/** A regression target; NaN if missing. */
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

/** A number after storage: single precision, relative to an offset. */
interface Kept extends Moments {
  readonly centre: number;
}

/** Whether two numbers agree to single precision, and to a thousandth of the column's deviation. */
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

/** Whether a note reports another decimal mark in a column, or a loss of precision. */
function isMentioned(name: string, cell: string, is: number, { notes, choices }: Read): boolean {
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
 * Compares one numeric column with the data set.
 * @param actual in the order of the cells, in the column's unit
 * @param centre offset that was subtracted
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
    } else if (!agrees(is, one.value, scale) && !isMentioned(name, cells[i]!, is, read)) {
      faults.push(`${name}: “${cells[i]}” is ${is}`);
    }
  }
  return faults;
}
