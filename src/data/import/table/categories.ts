/** A column's distinct values as categories, by their text. */
import { limits } from '../limits';
import { type Column, NUMBER } from './column';

export interface Categories {
  /** Numbers ascending, then texts alphabetically. */
  readonly names: readonly string[];
  /** Cell counts. */
  readonly counts: Uint32Array;
  /** [rows]: index in `names`, -1 for a missing cell. Lazy, because most columns are numbers. */
  readonly places: () => Int32Array;
}

/** The same order on every machine: "class 2" before "class 10". */
const collator = new Intl.Collator('en', { numeric: true });
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const alphabetically = (a: string, b: string): number => collator.compare(a, b) || byCodeUnits(a, b);

/** One spelling of a value. */
interface Writing {
  readonly text: string;
  /** NaN if not a number. */
  readonly value: number;
  readonly code: number;
}

function writingsOf({ written, texts, values }: Column): Writing[] | undefined {
  if (!written || written.size + texts.length > limits.categories) return undefined;
  return [
    ...Array.from(written, ([value, text]) => ({ text, value, code: NUMBER })),
    ...texts.map((text, code) => ({ text, value: values[code]!, code })),
  ];
}

/** Whole numbers beyond 2^53 may be equal as doubles but differ in digits: equal ones are ordered by length and code units. */
function inOrder(a: Writing, b: Writing): number {
  const [first, second] = [Number.isNaN(a.value), Number.isNaN(b.value)];
  if (first !== second) return first ? 1 : -1;
  if (first) return alphabetically(a.text, b.text);
  return a.value - b.value || a.text.length - b.text.length || byCodeUnits(a.text, b.text);
}

const categoriesBefore = new WeakMap<Column, Categories | null>();

/** @returns undefined if there are too many */
export function categoriesOf(column: Column): Categories | undefined {
  const before = categoriesBefore.get(column);
  if (before !== undefined) return before ?? undefined;
  const found = findCategories(column);
  categoriesBefore.set(column, found ?? null);
  return found;
}

function findCategories(column: Column): Categories | undefined {
  const sorted = writingsOf(column)?.sort(inOrder);
  if (!sorted) return undefined;
  const { numbers, codes, texts } = column;
  const placeOfNumber = new Map<number, number>();
  const placeOfCode = new Int32Array(texts.length);
  for (const [place, { code, value }] of sorted.entries())
    if (code === NUMBER) placeOfNumber.set(value, place);
    else placeOfCode[code] = place;
  const placeAt = (i: number): number => {
    const code = codes?.[i] ?? NUMBER;
    return (code >= 0 ? placeOfCode[code] : placeOfNumber.get(numbers[i]!)) ?? -1;
  };
  const counts = new Uint32Array(sorted.length);
  for (let i = 0; i < numbers.length; i++) {
    const place = placeAt(i);
    if (place >= 0) counts[place]!++;
  }
  let places: Int32Array | undefined;
  return {
    names: sorted.map(({ text }) => text),
    counts,
    places: () => {
      places ??= Int32Array.from({ length: numbers.length }, (_, i) => placeAt(i));
      return places;
    },
  };
}

/** Different texts for the same number: "1" and "1.0", or integers that are equal in double precision. */
export function writtenInSeveralWays(column: Column): readonly (readonly string[])[] {
  const ways = new Map<number, string[]>();
  for (const { text, value } of writingsOf(column) ?? []) {
    if (Number.isNaN(value)) continue;
    const found = ways.get(value);
    if (found) found.push(text);
    else ways.set(value, [text]);
  }
  return [...ways.values()].filter(({ length }) => length > 1);
}

/** All spellings of its numbers; empty if there are too many. */
export const numberTexts = ({ written, texts, values }: Column): readonly string[] => [
  ...(written?.values() ?? []),
  ...texts.filter((_, code) => !Number.isNaN(values[code])),
];

/** Number of distinct numbers; Infinity if there are too many to be categories. */
export function differentNumbers({ written, values }: Column): number {
  if (!written) return Number.POSITIVE_INFINITY;
  return new Set([...written.keys(), ...values.filter((value) => !Number.isNaN(value))]).size;
}
