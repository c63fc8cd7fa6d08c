/** How far two arrays of numbers of the same shape are apart. */
import { type Numbers, zip } from './matrix';

/** Equal within rounding: no entry differs by more than this share of the largest. */
export const TOLERANCE = 1e-4;

export interface Comparison {
  readonly equal: boolean;
  /** −1 … 1; NaN where one is all zero. */
  readonly cosine: number;
  /** Length of the first over that of the second. */
  readonly ratio: number;
  /** The largest difference of two entries, and the largest entry of the second. */
  readonly difference: number;
  readonly largest: number;
}

const values = (a: Numbers): readonly number[] => Array.from(a.values);
const dot = (a: Numbers, b: Numbers): number => values(zip(a, b, (x, y) => x * y)).reduce((x, y) => x + y, 0);
const largestOf = (a: Numbers): number => values(a).reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/** @param b of the same shape */
export function compare(a: Numbers, b: Numbers): Comparison {
  const [aa, bb] = [Math.sqrt(dot(a, a)), Math.sqrt(dot(b, b))];
  const difference = largestOf(zip(a, b, (x, y) => x - y));
  const largest = largestOf(b);
  return {
    equal: difference <= TOLERANCE * largest,
    cosine: Math.max(-1, Math.min(1, dot(a, b) / (aa * bb))),
    ratio: aa / bb,
    difference,
    largest,
  };
}
