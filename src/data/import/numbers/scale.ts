/**
 * How a column of numbers is kept in single precision and read by a network. Time stamps and other numbers that differ by
 * little beside their size are kept as distances from a centre: in single precision 1700000000 and 1700000060 are one.
 */
import { type Moments, momentsOf } from '../../loaders/moments';

export interface Scale {
  /** Of what is kept: raw minus `offset`. */
  readonly mean: number;
  readonly deviation: number;
  /** 0 where numbers are kept as they are. */
  readonly offset: number;
  /** Whether `deviation` is more than the column's own, so that its rare values do not read as tens of deviations. */
  readonly widened: boolean;
}

/** NaN where there is none. */
export type At = (i: number) => number;
export interface Part {
  readonly size: number;
  readonly at: At;
}

/**
 * From so many deviations between mean and 0 on, numbers are kept as distances: below, single precision is off by less than
 * 2^-18 of a deviation.
 */
const FAR = 32;
/** What rounding leaves of a constant in double precision, as part of the mean. */
const ROUNDING = 2 ** -50;
/** No value of a near-constant column reads as more deviations than this. */
const MOST_DEVIATIONS = 10;
/**
 * The deviation of a column that is constant in training: other values read as 0 too, for nothing was learnt of them. In the
 * column's own unit one of them could outweigh all other inputs.
 */
export const UNSEEN = 2 ** 120;
/** A column is near-constant where one value fills this part of the training rows. */
const NEAR_CONSTANT = 0.95;

function firstOf({ size, at }: Part): number {
  for (let i = 0; i < size; i++) if (!Number.isNaN(at(i))) return at(i);
  return Number.NaN;
}

/** Boyer and Moore's vote, and a count. */
function isNearConstant({ size, at }: Part): boolean {
  let [candidate, votes, there] = [Number.NaN, 0, 0];
  for (let i = 0; i < size; i++) {
    const value = at(i);
    if (Number.isNaN(value)) continue;
    there++;
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  // A value that fills so many rows is left with as many more votes than the others have.
  if (votes < (2 * NEAR_CONSTANT - 1) * there - 1) return false;
  let same = 0;
  for (let i = 0; i < size; i++) if (at(i) === candidate) same++;
  return there > 0 && same >= NEAR_CONSTANT * there;
}

function farthest({ size, at }: Part, from: number): number {
  let far = 0;
  for (let i = 0; i < size; i++) {
    const distance = Math.abs(at(i) - from);
    if (distance > far) far = distance;
  }
  return far;
}

/** One value in all rows that have any. */
const isConstant = (train: Part): boolean => farthest(train, firstOf(train)) === 0;

/** In double precision. Distances from the first number, so that what is small beside the mean is not lost in their sum. */
function exactMoments(train: Part): Moments {
  const first = firstOf(train);
  if (Number.isNaN(first)) return { mean: 0, deviation: 1 };
  const { mean, deviation } = momentsOf(train.size, (i) => train.at(i) - first);
  const varies = deviation > Math.abs(first) * ROUNDING;
  return { mean: first + mean, deviation: varies ? deviation : 1 };
}

/** By which values to be predicted are standardised. */
export function targetScaleOf(train: Part): Moments {
  const usual = momentsOf(train.size, train.at);
  return Math.abs(usual.mean) > FAR * usual.deviation ? exactMoments(train) : usual;
}

/**
 * The largest power of two up to `value` > 0: its exponent's bits alone. Math.log2 may land on either side of a whole
 * number, and the offset is a part of what a data set's checksum is taken of.
 */
export function powerOfTwoBelow(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setUint32(0, bits.getUint32(0) & 0x7ff00000);
  bits.setUint32(4, 0);
  return bits.getFloat64(0) || Number.MIN_VALUE;
}

/** A multiple of a power of two: whole numbers stay whole, and few digits are lost. */
function centreNear(mean: number, deviation: number): number {
  const step = powerOfTwoBelow(deviation);
  return Math.round(mean / step) * step;
}

/**
 * Of the training part alone: nothing that is standardised knows of the rows kept for testing.
 * @param stays whether numbers are to be kept as they are, as bytes are
 */
export function scaleOf(train: Part, stays = false): Scale {
  const exact = exactMoments(train);
  const far = !stays && Math.abs(exact.mean) > FAR * exact.deviation;
  const offset = far ? centreNear(exact.mean, exact.deviation) : 0;
  const kept: At = (i) => Math.fround(train.at(i) - offset);
  const { mean, deviation } = far
    ? { mean: exact.mean - offset, deviation: exact.deviation }
    : momentsOf(train.size, kept);
  if (isConstant(train)) return { mean, deviation: UNSEEN, offset, widened: false };
  const extreme = farthest(train, offset + mean);
  const widened = extreme > MOST_DEVIATIONS * deviation && isNearConstant(train);
  return { mean, deviation: widened ? extreme / MOST_DEVIATIONS : deviation, offset, widened };
}

/** Different numbers, and how many single precision leaves of them. */
export function toldApart(numbers: Float64Array): { readonly different: number; readonly left: number } {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  let [different, left] = [0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const [value, before] = [sorted[i]!, i === 0 ? Number.NaN : sorted[i - 1]!];
    if (value !== before) different++;
    if (Math.fround(value) !== Math.fround(before)) left++;
  }
  return { different, left };
}

/** Whether single precision may take so much of the column's digits that values become one. */
export function isFar(numbers: Float64Array): boolean {
  const { mean, deviation } = exactMoments({ size: numbers.length, at: (i) => numbers[i]! });
  return Math.abs(mean) > 2 ** 10 * deviation;
}
