/** Pearson correlation of two tensors: sums on the device, the rest in double precision. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import '../ops';

/** Largest minus smallest entry: exactly 0 for constants, unlike deviations from a rounded mean. */
const range = (t: Tensor): Scalar => t.max().add(t.neg().max()) as Scalar;

/** The scalars that `correlationOf` needs; call inside tidy. */
export function moments(a: Tensor, b: Tensor): Tensor[] {
  const [u, v] = [a.sub(a.sum().div(a.size)), b.sub(b.sum().div(b.size))];
  return [u.mul(v).sum(), u.square().sum(), v.square().sum(), range(a), range(b)];
}

/** @param values of `moments`. @returns NaN if either tensor is constant */
export function correlationOf(values: readonly number[]): number {
  const [uv = Number.NaN, uu = Number.NaN, vv = Number.NaN, a = 0, b = 0] = values;
  return a > 0 && b > 0 ? uv / Math.sqrt(uu * vv) : Number.NaN;
}
