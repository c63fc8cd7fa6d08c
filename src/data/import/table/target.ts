/** The target of every row, and the split into training and test rows. */
import { count as counted } from '../../../core/format';
import { createStream } from '../../../core/random/rng';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import type { ImportChoices } from './table';

export type Target =
  | {
      readonly kind: 'classes';
      readonly names: readonly string[];
      /** [rows]: 0 … C-1, -1 if missing. */
      readonly labels: Int32Array;
      /** [C] */
      readonly counts: Uint32Array;
    }
  | {
      readonly kind: 'values';
      /** C */
      readonly outputs: number;
      /** [rows, C] in its own unit, NaN if missing. */
      readonly values: Float64Array;
    };

export const outputsOf = (target: Target): number =>
  target.kind === 'classes' ? target.names.length : target.outputs;

/**
 * @param where "bean-sizes.csv, column Class"
 * @param marks counts of missing-value marks, by their text
 * @throws {DataProblem} if there are fewer than two classes, or too many
 */
export function checkClasses(
  where: string,
  names: readonly string[] | undefined,
  marks: ReadonlyMap<string, number> = new Map(),
): void {
  if (names === undefined || names.length > limits.classes) {
    const many = names ? counted(names.length) : `more than ${counted(limits.categories)}`;
    throw new DataProblem(
      'There are too many classes.',
      `${where} has ${many} different values; ${limits.classes} classes are the most. Choose regression where it is a measured number, or another target.`,
    );
  }
  if (names.length < 2) {
    throw new DataProblem(
      names.length === 0 ? 'The target has no value.' : 'There is only one class.',
      `${where} ${names.length === 0 ? 'is missing in every row' : `is “${names[0]}” in every row${otherRows(marks)}`}: there is nothing to tell apart. Choose another target.`,
    );
  }
}

/** Describes rows without a class, whose mark may be meant as a class. */
function otherRows(marks: ReadonlyMap<string, number>): string {
  const cells = [...marks.values()].reduce((sum, n) => sum + n, 0);
  if (cells === 0) return '';
  const [often = ''] = [...marks].sort((a, b) => b[1] - a[1])[0] ?? [];
  const said = often === '' ? 'they are empty' : `they say “${often}”, which may be declared as not missing`;
  return ` but ${counted(cells)} that count as missing (${said})`;
}

/** "7 in every row", with the spellings if they differ. */
export function inAllWays(value: number, written: readonly string[]): string {
  const [first = String(value), second] = written;
  return second === undefined
    ? `${first} in every row`
    : `one number in every row, written as “${first}” and “${second}”`;
}

/** @param written spellings of its numbers, if known @throws {DataProblem} if there is nothing to predict */
export function checkValues(where: string, values: Float64Array, written: readonly string[] = []): void {
  let first = Number.NaN;
  let different = false;
  for (let i = 0; i < values.length && !different; i++) {
    if (Number.isNaN(first)) first = values[i]!;
    else different = values[i] !== first && !Number.isNaN(values[i]!);
  }
  if (different) return;
  throw new DataProblem(
    Number.isNaN(first) ? 'The target holds no numbers.' : 'The target is always the same.',
    `${where} ${Number.isNaN(first) ? 'has no number in any row. Choose classification, or another target' : `is ${inAllWays(first, written)}: there is nothing to predict. Choose another target`}.`,
  );
}

/** Rows with a target, in file order. */
function presentRows(target: Target): Uint32Array {
  const { kind } = target;
  const rows = kind === 'classes' ? target.labels.length : target.values.length / target.outputs;
  const isThere = (row: number): boolean => {
    if (kind === 'classes') return target.labels[row]! >= 0;
    const from = row * target.outputs;
    return !target.values.subarray(from, from + target.outputs).some(Number.isNaN);
  };
  const all = new Uint32Array(rows);
  let n = 0;
  for (let row = 0; row < rows; row++) if (isThere(row)) all[n++] = row;
  return all.subarray(0, n);
}

/** Limits a test size to 1 … n - 1, so that neither split is empty; 0 if n is 1. */
const bothSides = (test: number, n: number): number => Math.min(Math.max(test, 1), n - 1);

/**
 * Test rows per class, by the largest remainder method. A class with two or more rows has at least one in each split.
 */
export function testCounts(counts: ArrayLike<number>, share: number): number[] {
  const sizes = Array.from(counts);
  const whole = Math.round(sizes.reduce((sum, n) => sum + n, 0) * share);
  const test = sizes.map((n) => Math.floor(n * share));
  const remainders = sizes
    // Rounded, because the remainders of 0.2 × 53 and 0.2 × 18 differ only by rounding error.
    .map((n, c) => ({ c, remainder: Number((n * share - Math.floor(n * share)).toFixed(9)) }))
    .sort((a, b) => b.remainder - a.remainder || a.c - b.c);
  const left = whole - test.reduce((sum, n) => sum + n, 0);
  for (const { c } of remainders.slice(0, Math.max(0, left))) test[c]!++;
  return test.map((n, c) => (sizes[c] === 0 ? 0 : bothSides(n, sizes[c]!)));
}

/** Note on classes with a single row, which cannot be in both splits. */
export function singleNote(names: readonly string[], counts: ArrayLike<number>): string | undefined {
  const single = names.filter((_, c) => counts[c] === 1);
  if (single.length === 0) return undefined;
  return single.length === 1
    ? `“${single[0]}” has a single row, which is used for training and not tested.`
    : `${counted(single.length)} classes have a single row each, “${single[0]}” among them, which are used for training and not tested.`;
}

type SplitChoices = Pick<ImportChoices, 'testShare' | 'splitSeed'>;

function checkSplit({ testShare, splitSeed }: SplitChoices): void {
  if (!(testShare >= 0.01 && testShare <= 0.9)) {
    throw new DataProblem(
      'This share cannot be kept for testing.',
      `It is ${testShare}; it must be from 0.01 (1 %) to 0.9 (90 %).`,
    );
  }
  if (!Number.isSafeInteger(splitSeed) || splitSeed < 0)
    throw new DataProblem(
      'The seed of the split is not a whole number.',
      `It is ${splitSeed}; it must be 0 or a positive whole number.`,
    );
}

interface Counted {
  readonly train: number;
  readonly test: number;
  /** Rows that have a target. */
  readonly rows: Uint32Array;
  /** Test rows per class; for regression one entry. */
  readonly tests: number[];
}

function countSplit(where: string, target: Target, choices: SplitChoices): Counted {
  checkSplit(choices);
  const rows = presentRows(target);
  const tests =
    target.kind === 'classes'
      ? testCounts(target.counts, choices.testShare)
      : [bothSides(Math.round(rows.length * choices.testShare), rows.length)];
  const test = tests.reduce((sum, n) => sum + n, 0);
  if (test < 1) {
    throw new DataProblem(
      'There are too few rows for a test.',
      target.kind === 'classes'
        ? `${where}: every class has a single row. At least one needs two, one to learn from and one to be tested on.`
        : `${where}: ${counted(rows.length)} ${rows.length === 1 ? 'row has' : 'rows have'} a target; two are the least.`,
    );
  }
  return { rows, tests, train: rows.length - test, test };
}

/**
 * A random split, stratified by class.
 * @param where names file and target in messages
 * @throws {DataProblem}
 */
export function splitRows(
  where: string,
  target: Target,
  choices: SplitChoices,
): { readonly train: Uint32Array; readonly test: Uint32Array } {
  const { rows, tests, train: trainSize, test: testSize } = countSplit(where, target, choices);
  const order = createStream(choices.splitSeed, 'own data', 'split').permutation(rows.length);
  const train = new Uint32Array(trainSize);
  const test = new Uint32Array(testSize);
  let trained = 0;
  let tested = 0;
  for (const place of order) {
    const row = rows[place]!;
    const group = target.kind === 'classes' ? target.labels[row]! : 0;
    if (tests[group]! > 0) {
      tests[group]!--;
      test[tested++] = row;
    } else train[trained++] = row;
  }
  return { train, test };
}
