import { describe, expect, it } from 'vitest';
import { createStream } from './rng';

const moments = (values: ArrayLike<number>) => {
  const all = Array.from(values);
  const mean = all.reduce((a, b) => a + b) / all.length;
  return { mean, variance: all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length };
};

describe('random streams', () => {
  it('repeat by seed and name, and differ by either', () => {
    const take = (...names: [number, ...(string | number)[]]) => {
      const stream = createStream(...names);
      return Array.from({ length: 8 }, () => stream.next());
    };
    expect(take(0, 'weights', 1)).toEqual(take(0, 'weights', 1));
    expect(take(0, 'weights', 1)).not.toEqual(take(1, 'weights', 1));
    expect(take(0, 'weights', 1)).not.toEqual(take(0, 'feedback', 1));
  });

  it('are uniform, normal and unbiased within four standard errors', () => {
    const n = 100_000;
    const stream = createStream(5, 'moments');
    const uniform = moments(Float64Array.from({ length: n }, () => stream.next()));
    expect(Math.abs(uniform.mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(uniform.variance - 1 / 12)).toBeLessThan(0.001);
    const normal = moments(Float64Array.from({ length: n }, () => stream.normal()));
    expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(normal.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    const counts = [0, 0, 0];
    for (let i = 0; i < n; i++) counts[stream.below(3)] = (counts[stream.below(3)] as number) + 1;
    for (const count of counts) expect(Math.abs(count - n / 3)).toBeLessThan(4 * Math.sqrt(n * (2 / 9)));
  });

  it('permute without losing or doubling', () => {
    const order = createStream(0, 'batches', 1).permutation(1000);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });
});
