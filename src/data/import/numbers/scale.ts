/**
 * How a numeric column is stored in single precision and standardised. Numbers with small relative differences, such as
 * time stamps, are stored as distances from a centre: in single precision 1700000000 and 1700000060 are equal.
 */
import { type Moments, momentsOf } from '../../loaders/moments';

export interface Scale {
  /** Of the stored numbers: raw minus `offset`. */
  readonly mean: number;
  readonly deviation: number;
  /** 0 if numbers are stored unchanged. */
  readonly offset: number;
  /** Whether `deviation` was increased, so that rare values are not tens of deviations away. */
  readonly widened: boolean;
}

/** NaN for missing values. */
export type At = (i: number) => number;
export interface Part {
  readonly size: number;
  readonly at: At;
}

/**
 * If the mean is more deviations than this from 0, numbers are stored as distances. Below, the rounding error of single
 * precision is less than 2^-18 deviations.
 */
const FAR = 32;
/** Rounding error of a constant in double precision, relative to the mean. */
const ROUNDING = 2 ** -50;
/** Limit for standardised values of a near-constant column. */
const MOST_DEVIATIONS = 10;
/**
 * Deviation of a column that is constant in training. It maps other values to 0 as well, because nothing was learnt
 * about them, and unscaled they could outweigh all other inputs.
 */
export const UNSEEN = 2 ** 120;
/** A column is near-constant if one value fills this share of the training rows. */
const NEAR_CONSTANT = 0.95;

function firstOf({ size, at }: Part): number {
  for (let i = 0; i < size; i++) if (!Number.isNaN(at(i))) return at(i);
  return Number.NaN;
}

/** Boyer-Moore majority vote, then a count. */
function isNearConstant({ size, at }: Part): boolean {
  let [candidate, votes, there] = [Number.NaN, 0, 0];
  for (let i = 0; i < size; i++) {
    const value = at(i);
    if (Number.isNaN(value)) continue;
    there++;
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  // A value with this share must keep at least this many votes.
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

/** Whether all non-missing rows have the same value. */
const isConstant = (train: Part): boolean => farthest(train, firstOf(train)) === 0;

/** In double precision, over distances from the first number, to avoid cancellation. */
function exactMoments(train: Part): Moments {
  const first = firstOf(train);
  if (Number.isNaN(first)) return { mean: 0, deviation: 1 };
  const { mean, deviation } = momentsOf(train.size, (i) => train.at(i) - first);
  const varies = deviation > Math.abs(first) * ROUNDING;
  return { mean: first + mean, deviation: varies ? deviation : 1 };
}

/** Scale by which targets are standardised. */
export function targetScaleOf(train: Part): Moments {
  const usual = momentsOf(train.size, train.at);
  return Math.abs(usual.mean) > FAR * usual.deviation ? exactMoments(train) : usual;
}

/**
 * The largest power of two up to `value` > 0, from its exponent bits. Math.log2 may round to either side of an integer,
 * and the offset is part of a data set's checksum.
 */
export function powerOfTwoBelow(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setUint32(0, bits.getUint32(0) & 0x7ff00000);
  bits.setUint32(4, 0);
  return bits.getFloat64(0) || Number.MIN_VALUE;
}

/** A multiple of a power of two, so that whole numbers stay whole and few digits are lost. */
function centreNear(mean: number, deviation: number): number {
  const step = powerOfTwoBelow(deviation);
  return Math.round(mean / step) * step;
}

/**
 * Scale from the training rows only, so that no information leaks from the test rows.
 * @param stays whether numbers are stored unchanged, as bytes are
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

/** Number of distinct values, before and after rounding to single precision. */
export function distinctCounts(numbers: Float64Array): { readonly different: number; readonly left: number } {
  const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
  let [different, left] = [0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const [value, before] = [sorted[i]!, i === 0 ? Number.NaN : sorted[i - 1]!];
    if (value !== before) different++;
    if (Math.fround(value) !== Math.fround(before)) left++;
  }
  return { different, left };
}

/** Whether single precision may merge values of the column. */
export function isFar(numbers: Float64Array): boolean {
  const { mean, deviation } = exactMoments({ size: numbers.length, at: (i) => numbers[i]! });
  return Math.abs(mean) > 2 ** 10 * deviation;
}
