/** Loss of a column's distinct numbers in single precision, in which networks compute. */
import { count } from '../../../core/format';
import type { Rows } from '../assemble';
import { distinctCounts, isFar, type Scale, scaleOf } from './scale';

/** Number of distinct values, before and after rounding. */
export interface DistinctCounts {
  readonly different: number;
  readonly left: number;
}

export const losesSome = ({ different, left }: DistinctCounts): boolean => left < different;
export const lossText = ({ different, left }: DistinctCounts, of: string): string =>
  `Single precision, in which networks compute, leaves ${count(left)} of ${of} ${count(different)} different numbers`;

const nothingLost: DistinctCounts = { different: 0, left: 0 };

/** A smaller loss is negligible: with many digits and rows, some values merge by chance. */
const MOSTLY = 0.9;
const isLoss = ({ different, left }: DistinctCounts): boolean => left < MOSTLY * different;

/** Fast check without sorting; most columns have few digits. */
const fits = (numbers: Float64Array, offset = 0): boolean =>
  numbers.every((value) => Number.isNaN(value) || Math.fround(value - offset) + offset === value);

/** Cached per column, because sorting is slow. */
export interface Precision {
  readonly all: DistinctCounts;
  /** If numbers are stored without an offset and the loss matters. */
  readonly unscaled: DistinctCounts;
}

export function precisionOf(numbers: Float64Array): Precision {
  const all = fits(numbers) ? nothingLost : distinctCounts(numbers);
  return { all, unscaled: losesSome(all) && (isLoss(all) || isFar(numbers)) ? all : nothingLost };
}

/** If numbers are stored as distances from an offset, as in a separately standardised column. */
export function distinctDistances(
  numbers: Float64Array,
  { all }: Precision,
  { offset }: Scale,
): DistinctCounts {
  if (offset !== 0 && fits(numbers, offset)) return nothingLost;
  const told = offset === 0 ? all : distinctCounts(numbers.map((value) => value - offset));
  return isLoss(told) ? told : nothingLost;
}

/** The column's scale, from its training rows. */
export const scaleIn = (numbers: Float64Array, { train }: Pick<Rows, 'train'>): Scale =>
  scaleOf({ size: train.length, at: (i) => numbers[train[i]!]! });
