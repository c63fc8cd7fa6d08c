/** What a cell's number must be, and whether the data set has it. */
import type { FileProfile, ImportNote } from '../../src/data/import/table';
import { type DecimalMark, plainNumber, saysMissing } from './cells';

/** What a cell of a column of numbers must be: its value, nothing (it may be filled), or a text that must be told of. */
type Expected = { readonly value: number } | 'missing' | 'text';

/** The mark that the importer says it read by; where it says none, either is tried. */
const decimalOf = ({ decimal, delimiter }: FileProfile): DecimalMark | undefined =>
  decimal ?? (delimiter === ',' || delimiter === undefined ? 'point' : undefined);

function expectedOf(cell: string, profile: FileProfile): Expected {
  if (profile.missingMarks?.includes(cell)) return 'missing';
  const decimal = decimalOf(profile);
  const value = decimal
    ? plainNumber(cell, decimal)
    : (plainNumber(cell, 'point') ?? plainNumber(cell, 'comma'));
  if (value !== undefined) return { value };
  return saysMissing(cell) ? 'missing' : 'text';
}

/** Numbers as a person may also write them: with a unit, a typeset minus, thousands in either manner. */
function looseValues(cell: string): number[] {
  const bare = cell
    .replace(/[\u2212\u2013\u2012\ufe63\uff0d]/g, '-')
    .replace(/[\s\u00a0\u202f\u2009'’_]/g, '')
    .replace(/^([+-]?)[^\d.,+-]+/, '$1')
    .replace(/[^\d.,]+[23²³]?$/, '');
  return [bare, bare.replaceAll(',', ''), bare.replaceAll('.', '').replace(',', '.'), bare.replace(',', '.')]
    .map(Number)
    .filter(Number.isFinite);
}

/** Of a target that is a number; NaN where there is none. */
export function targetNumber(cell: string, profile: FileProfile): number {
  const expected = expectedOf(cell, profile);
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

/** Within a thousandth of what the column varies by, and what single precision loses far off the mean. */
function agrees(actual: number, value: number, { mean, deviation }: Moments): boolean {
  const off = Math.abs(actual - value);
  if (deviation > 0 && Number.isFinite(deviation))
    return off <= 1e-3 * deviation + 1e-5 * Math.abs(value - mean);
  return off <= 2e-7 * Math.abs(value) + 1e-38;
}

export const isNoted = (notes: readonly ImportNote[], name: string): boolean =>
  notes.some(
    ({ column, text }) => column === name || text.includes(`“${name}”`) || / more columns have /.test(text),
  );

const isImprecise = (notes: readonly ImportNote[], name: string): boolean =>
  notes.some(({ column, text }) => column === name && /single precision/i.test(text));

/**
 * One column of numbers against what the data set holds of it.
 * @param actual in the same order as the cells, in the column's own unit
 */
export function numberFaults(
  name: string,
  cells: readonly string[],
  actual: readonly number[],
  { profile, notes }: { readonly profile: FileProfile; readonly notes: readonly ImportNote[] },
): string[] {
  const expected = cells.map((cell) => expectedOf(cell, profile));
  const scale = momentsOf(expected.flatMap((one) => (typeof one === 'object' ? [one.value] : [])));
  const faults: string[] = [];
  let filled: number | undefined;
  for (const [i, one] of expected.entries()) {
    const is = actual[i]!;
    if (one === 'missing') {
      filled ??= is;
      if (is !== filled) faults.push(`${name}: missing cells are filled with ${filled} and ${is}`);
    } else if (one === 'text') {
      const meant = looseValues(cells[i]!).some((value) => agrees(is, value, scale));
      if (!meant && !isNoted(notes, name))
        faults.push(`${name}: “${cells[i]}” is ${is}, and no note says so`);
    } else if (!agrees(is, one.value, scale) && !isImprecise(notes, name)) {
      faults.push(`${name}: “${cells[i]}” is ${is}`);
    }
  }
  return faults;
}
