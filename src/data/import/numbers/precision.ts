/** Loss of a column's distinct numbers in single precision, in which networks compute. */
import { count } from '../../../core/format';
import type { Rows } from '../assemble';
import { isFar, type Scale, scaleOf, toldApart } from './scale';

/** Number of distinct values, before and after rounding. */
export interface Told {
  readonly different: number;
  readonly left: number;
}

export const losesSome = ({ different, left }: Told): boolean => left < different;
export const lossText = ({ different, left }: Told, of: string): string =>
  `Single precision, in which networks compute, leaves ${count(left)} of ${of} ${count(different)} different numbers`;

const nothingLost: Told = { different: 0, left: 0 };

/** A smaller loss is negligible: with many digits and rows, some values merge by chance. */
const MOSTLY = 0.9;
const isLoss = ({ different, left }: Told): boolean => left < MOSTLY * different;

/** Fast check without sorting; most columns have few digits. */
const fits = (numbers: Float64Array, offset = 0): boolean =>
  numbers.every((value) => Number.isNaN(value) || Math.fround(value - offset) + offset === value);

/** Cached per column, because sorting is slow. */
export interface Precision {
  readonly all: Told;
  /** If numbers are stored without an offset and the loss matters. */
  readonly standing: Told;
}

export function precisionOf(numbers: Float64Array): Precision {
  const all = fits(numbers) ? nothingLost : toldApart(numbers);
  return { all, standing: losesSome(all) && (isLoss(all) || isFar(numbers)) ? all : nothingLost };
}

/** If numbers are stored as distances from an offset, as in a separately standardised column. */
export function toldAsDistances(numbers: Float64Array, { all }: Precision, { offset }: Scale): Told {
  if (offset !== 0 && fits(numbers, offset)) return nothingLost;
  const told = offset === 0 ? all : toldApart(numbers.map((value) => value - offset));
  return isLoss(told) ? told : nothingLost;
}

/** The column's scale, from its training rows. */
export const scaleIn = (numbers: Float64Array, { train }: Pick<Rows, 'train'>): Scale =>
  scaleOf({ size: train.length, at: (i) => numbers[train[i]!]! });
