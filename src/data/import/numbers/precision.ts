/** What single precision, in which networks compute, leaves of a column's numbers. */
import { count } from '../../../core/format';
import type { Rows } from '../assemble';
import { isFar, type Scale, scaleOf, toldApart } from './scale';

/** Different numbers, and how many of them are left. */
export interface Told {
  readonly different: number;
  readonly left: number;
}

export const losesSome = ({ different, left }: Told): boolean => left < different;
export const lossText = ({ different, left }: Told, of: string): string =>
  `Single precision, in which networks compute, leaves ${count(left)} of ${of} ${count(different)} different numbers`;

const nothingLost: Told = { different: 0, left: 0 };

/** Fewer merge by chance where a column has many digits and many rows: no loss that anybody would notice. */
const MOSTLY = 0.9;
const isLoss = ({ different, left }: Told): boolean => left < MOSTLY * different;

/** Found without sorting: most columns have few digits. */
const fits = (numbers: Float64Array, offset = 0): boolean =>
  numbers.every((value) => Number.isNaN(value) || Math.fround(value - offset) + offset === value);

/** Of one column: found once, for sorting takes its time. */
export interface Precision {
  readonly all: Told;
  /** Where its numbers are kept as they stand, and something that matters is lost. */
  readonly standing: Told;
}

export function precisionOf(numbers: Float64Array): Precision {
  const all = fits(numbers) ? nothingLost : toldApart(numbers);
  return { all, standing: losesSome(all) && (isLoss(all) || isFar(numbers)) ? all : nothingLost };
}

/** Where they are kept as distances, as a column is that is standardised by itself. */
export function toldAsDistances(numbers: Float64Array, { all }: Precision, { offset }: Scale): Told {
  if (offset !== 0 && fits(numbers, offset)) return nothingLost;
  const told = offset === 0 ? all : toldApart(numbers.map((value) => value - offset));
  return isLoss(told) ? told : nothingLost;
}

/** As the column is read: by what its rows for training tell. */
export const scaleIn = (numbers: Float64Array, { train }: Pick<Rows, 'train'>): Scale =>
  scaleOf({ size: train.length, at: (i) => numbers[train[i]!]! });
