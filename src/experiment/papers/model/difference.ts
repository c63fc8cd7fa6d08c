/** How far a measured value is from a published one. */
import type { Measured } from '../card';
import type { Published } from '../paper';

export interface Difference {
  /** Measured minus published. */
  readonly value: number;
  /** Whether it may be the rounding of the print alone. */
  readonly rounding: boolean;
  /** In standard errors of the difference of the two means; absent where a deviation is not known. */
  readonly errors?: number;
}

/** A deviation printed as 0 is only known to be small. */
const known = (sd: number | undefined, n: number | undefined): boolean =>
  sd !== undefined && sd > 0 && n !== undefined && n > 1;

/** √(s₁²/n₁ + s₂²/n₂), undefined unless both deviations are known. */
export function standardError(
  a: { readonly sd?: number; readonly n?: number },
  b: { readonly sd?: number; readonly n?: number },
): number | undefined {
  if (!known(a.sd, a.n) || !known(b.sd, b.n)) return undefined;
  const of = ({ sd = 0, n = 1 }: typeof a): number => (sd * sd) / n;
  return Math.sqrt(of(a) + of(b));
}

export function differenceOf(published: Published, measured: Measured): Difference {
  const value = measured.mean - published.value;
  const error = standardError(published, measured);
  return {
    value,
    // Floating point: 0.9710 − 0.97 is slightly more than 0.001.
    rounding: Math.abs(value) <= published.half + 1e-12,
    ...(error === undefined ? {} : { errors: value / error }),
  };
}
