import { describe, expect, it } from 'vitest';
import { smoothed } from './smooth';

const curve = (x: number[], y: number[]) => ({ x, y, length: x.length });
const even = (y: number[]) =>
  curve(
    y.map((_, i) => (i + 1) / 20),
    y,
  );
const noise = Array.from({ length: 60 }, (_, i) => 2 + Math.sin(i * 12.9898) * Math.exp(-i / 30));

/** Adam's bias-corrected first moment, as in its paper. */
function adam(values: readonly number[], beta: number): number[] {
  let s = 0;
  return values.map((value, i) => {
    s = beta * s + (1 - beta) * value;
    return s / (1 - beta ** (i + 1));
  });
}

/** Integral of an exponential kernel over the intervals that the points represent, normalized by that of the kernel. */
function kernel(x: readonly number[], y: readonly number[], beta: number, t: number): number {
  const rate = -Math.log(beta) / (x[0] as number);
  const end = x[t] as number;
  const area = (from: number, to: number) => Math.exp(rate * (to - end)) - Math.exp(rate * (from - end));
  let sum = 0;
  for (let i = 0; i <= t; i += 1) sum += (y[i] as number) * area(x[i - 1] ?? 0, x[i] as number);
  return sum / area(0, end);
}

describe('smoothing', () => {
  it('of evenly spaced points is Adam’s bias-corrected average', () => {
    for (const beta of [0.6, 0.9, 0.97]) {
      const { y } = smoothed(even(noise), beta);
      for (const [i, value] of adam(noise, beta).entries()) expect(y[i]).toBeCloseTo(value, 10);
    }
  });
  it('of unevenly spaced points weights each by the interval before it', () => {
    const x = noise.map((_, i) => (i + 1 + 0.4 * Math.sin(i * 7)) / 20);
    const { y } = smoothed(curve(x, noise), 0.9);
    for (const i of [0, 1, 5, 30, 59]) expect(y[i]).toBeCloseTo(kernel(x, noise, 0.9, i), 10);
  });
  it('keeps a constant exactly, and begins at the first point', () => {
    expect(new Set(Array.from(smoothed(even(noise.map(() => 0.1)), 0.97).y))).toEqual(new Set([0.1]));
    expect(smoothed(even(noise), 0.97).y[0]).toBe(noise[0]);
  });
  it('is linear', () => {
    const other = noise.map((_, i) => Math.cos(i));
    const [a, b] = [smoothed(even(noise), 0.9).y, smoothed(even(other), 0.9).y];
    const { y } = smoothed(even(noise.map((v, i) => 3 * v - 2 * (other[i] as number))), 0.9);
    for (const i of noise.keys()) expect(y[i]).toBeCloseTo(3 * (a[i] as number) - 2 * (b[i] as number), 10);
  });
  it('skips points that are not finite and continues after them', () => {
    const [x, y] = [
      [1, 2, 3, 4],
      [1, Number.NaN, Number.POSITIVE_INFINITY, 2],
    ];
    const result = smoothed(curve(x, y), 0.6);
    expect(result).toMatchObject({ x: [1, 4], length: 2 });
    expect(result.y[1]).toBeCloseTo(kernel([1, 4], [1, 2], 0.6, 1), 12);
  });
  it('of a curve that grew, was truncated or has a new beta equals smoothing from scratch', () => {
    const growing = { x: even(noise).x, y: [...noise], length: 0 };
    const same = (beta: number) => {
      const again = curve(growing.x.slice(0, growing.length), growing.y.slice(0, growing.length));
      expect(smoothed(growing, beta)).toEqual(smoothed(again, beta));
    };
    for (const length of [0, 1, 7, 40]) {
      growing.length = length;
      same(0.9);
    }
    growing.length = 30;
    growing.y.splice(30, 10, ...noise.slice(0, 10));
    growing.length = 50;
    same(0.9);
    same(0.6);
    growing.length = 20;
    same(0.6);
  });
});
