/** Angles between tensors: sums on the device, the rest in double precision. */
import { type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Reading } from './measure';

/** Rounded to single precision, because JavaScript engines differ in the last bits of acos. */
const inDegrees = (cosine: number): number =>
  Math.fround((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI);

/** Divided by its largest entry, so that the squares of tiny gradients do not vanish in single precision. */
function scaled<T extends Tensor>(t: T): T {
  return t.div(tidy(() => t.abs().max().maximum(1e-37))) as T;
}

/** Sums of u ⊙ v, u² and v², where u and v are a and b scaled; of their temporaries, at most one is held. */
function sumsOf(a: Tensor, b: Tensor, sum: (t: Tensor) => Tensor): Tensor[] {
  return tidy(() => {
    const [u, v] = [scaled(a), scaled(b)];
    return [() => u.mul(v), () => u.square(), () => v.square()].map((t) => tidy(() => sum(t())));
  });
}

/** A reading from the cosine of two flattened tensors; NaN if either is zero. @param finish maps the cosine */
function ofCosine(
  a: Tensor | undefined,
  b: Tensor | undefined,
  finish: (cosine: number) => number,
): Reading | undefined {
  if (a === undefined || b === undefined) return undefined;
  return {
    parts: sumsOf(a, b, (t) => t.sum()),
    value: ([ab, aa, bb]) => {
      const [dot, uu, vv] = [ab?.[0] ?? Number.NaN, aa?.[0] ?? 0, bb?.[0] ?? 0];
      return uu > 0 && vv > 0 ? finish(dot / Math.sqrt(uu * vv)) : Number.NaN;
    },
  };
}

/** Angle between two flattened tensors, in degrees; NaN if either is zero. */
export const angle = (a: Tensor | undefined, b: Tensor | undefined): Reading | undefined =>
  ofCosine(a, b, inDegrees);

/** Cosine of that angle, −1 … 1. */
export const cosine = (a: Tensor | undefined, b: Tensor | undefined): Reading | undefined =>
  ofCosine(a, b, (value) => Math.fround(Math.min(1, Math.max(-1, value))));

/** Sum and count of the cosines between rows of two [N, n] arrays; zero rows are skipped. */
function rowCosines(a: Float32Array, b: Float32Array, width: number): { sum: number; count: number } {
  let [sum, count] = [0, 0];
  for (let from = 0; from < a.length; from += width) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let j = from; j < from + width; j++) {
      const [u, v] = [a[j] as number, b[j] as number];
      ab += u * v;
      aa += u * u;
      bb += v * v;
    }
    if (aa === 0 || bb === 0) continue;
    sum += ab / Math.sqrt(aa * bb);
    count += 1;
  }
  return { sum, count };
}

/** Larger arrays are summed on the device, with an error of up to 0.03° near 0°. */
const MOST_READ = 1_000_000;

/** The mean row angle from three sums per row, computed on the device. */
function summedRowAngle(a: Tensor2D, b: Tensor2D): Reading {
  return {
    parts: sumsOf(a, b, (t) => (t as Tensor2D).sum(1, true)),
    value: ([uv, uu, vv]) => {
      let [sum, count] = [0, 0];
      for (const [n, dot] of (uv ?? []).entries()) {
        const product = (uu?.[n] ?? 0) * (vv?.[n] ?? 0);
        if (product === 0) continue;
        sum += dot / Math.sqrt(product);
        count += 1;
      }
      return inDegrees(sum / count);
    },
  };
}

/**
 * arccos of the mean cosine between rows, in degrees. Samples where either row is zero are skipped; NaN if none is
 * left. Small arrays are read back whole: double precision is accurate even for parallel rows.
 */
export function meanRowAngle(a: Tensor2D | undefined, b: Tensor2D | undefined): Reading | undefined {
  if (a === undefined || b === undefined) return undefined;
  const [, width] = a.shape;
  if (a.size > MOST_READ) return summedRowAngle(a, b);
  return {
    parts: [a, b],
    value: ([u, v]) => {
      if (!u || !v) return Number.NaN;
      const { sum, count } = rowCosines(u, v, width);
      return inDegrees(sum / count);
    },
  };
}
