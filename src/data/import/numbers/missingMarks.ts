/** Missing-value marks: those that count anywhere, words that count among numbers, and declared ones. */
import { DataProblem } from '../../spec';
import type { DecimalMark, ReadOptions } from '../table/table';
import { fitsNetwork, isInfiniteText, readNumber } from './numberText';

/** Those of pandas, R, Excel, MySQL and Stata; case-sensitive. */
const marks = new Set([
  '',
  ...'NA N/A n/a N.A. n.a. NaN nan NAN -NaN -nan NaT null NULL Null None <NA> <null> (null) [null] \\N'.split(
    ' ',
  ),
  ...'#N/A #NA #VALUE! #REF! #DIV/0! #NUM! #NAME? #NULL! -1.#IND 1.#IND -1.#QNAN 1.#QNAN'.split(' '),
  ...'? ?? - -- --- – — . .. ... NA_integer_ NA_real_ NA_character_'.split(' '),
  '#N/A N/A',
]);
const longestMark = 13;

/** In lower case; count only among numbers. Elsewhere they may be categories: "none" is an answer, "Na" is sodium. */
const words = new Set([
  ...'na n.a nan none null nil nill unknown unk missing undefined unspecified void blank empty'.split(' '),
  ...'nd n.d. tbd tba #n/a (blank) (empty) (missing) [missing] <missing> <none> <unknown>'.split(' '),
  ...'k.a. unbekannt inconnu inconnue desconocido s/d'.split(' '),
  'k. a.',
  'keine angabe',
  'no data',
  'no value',
  'not available',
  'not applicable',
  'not known',
  'not reported',
  'not recorded',
]);
const longestWord = 15;

export const saysMissing = (cell: string): boolean => cell.length <= longestMark && marks.has(cell);
export const isMissingWord = (cell: string): boolean =>
  cell.length <= longestWord && words.has(cell.toLowerCase());

/** Marks declared by the user, compared as text and as numbers, so that -200 matches -200.0. */
export interface Declared {
  /** For a cell that is not a number. */
  readonly hasText: (cell: string) => boolean;
  /** Whether the user declared it a value, although it looks missing. */
  readonly isValue: (cell: string) => boolean;
  /** Undefined if no number was declared, so that the check costs nothing. */
  readonly numbers: ReadonlySet<number> | undefined;
}

/** @throws {DataProblem} if a mark is declared both missing and not missing */
export function checkDeclared(file: string, { missing = [], notMissing = [] }: ReadOptions): void {
  const both = missing.find((mark) => notMissing.includes(mark));
  if (both === undefined) return;
  throw new DataProblem(
    'A mark is declared both missing and not missing.',
    `${file}: “${both}” is in both lists. Remove it from one.`,
  );
}

export function declaredIn({ missing = [], notMissing = [] }: ReadOptions, decimal: DecimalMark): Declared {
  const texts = new Set(missing.map((text) => text.trim()));
  const values = [...texts].flatMap((text) => {
    const other = decimal === 'point' ? 'comma' : 'point';
    const read = readNumber(text, decimal) ?? readNumber(text, other);
    // "1 kg" is compared as text only: it does not make 1 missing.
    return read?.unit === '' && fitsNetwork(read.value) ? [read.value] : [];
  });
  const allInfinite = [...texts].some(isInfiniteText);
  const kept = new Set(notMissing.map((text) => text.trim()));
  return {
    isValue: (cell) => kept.size > 0 && kept.has(cell),
    hasText: (cell) => texts.has(cell) || (allInfinite && isInfiniteText(cell)),
    numbers: values.length > 0 ? new Set(values) : undefined,
  };
}
