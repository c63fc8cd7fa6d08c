import { describe, expect, it } from 'vitest';
import { columnMoments, moments, momentsOf } from './moments';

const of = (...values: number[]) => momentsOf(values.length, (i) => values[i] as number);

describe('moments', () => {
  it('are mean and population deviation', () => {
    expect(of(2, 4, 4, 4, 5, 5, 7, 9)).toEqual({ mean: 5, deviation: 2 });
  });

  it('skip missing values', () => {
    expect(of(1, Number.NaN, 3)).toEqual({ mean: 2, deviation: 1 });
    expect(of(Number.NaN)).toEqual({ mean: 0, deviation: 1 });
    expect(of()).toEqual({ mean: 0, deviation: 1 });
  });

  it('are exact for small deviations around a large mean', () => {
    expect(of(1e9 + 1, 1e9 + 3)).toEqual({ mean: 1e9 + 2, deviation: 1 });
  });

  it('of a constant divide by 1, even if its mean is rounded', () => {
    const values = new Array<number>(1000).fill(0.1);
    expect(values.reduce((a, b) => a + b) / 1000).not.toBe(0.1);
    expect(of(...values).deviation).toBe(1);
    expect(moments(values).deviation).toBe(1);
    expect(of(0, 1e-60).deviation).toBe(1);
  });

  it('are computed per column', () => {
    const rows = [1, 10, 3, 10, 5, 10];
    expect(moments(rows, 0, 2).mean).toBe(3);
    expect(columnMoments(rows, 2)).toEqual({
      mean: Float32Array.of(3, 10),
      deviation: Float32Array.of(Math.sqrt(8 / 3), 1),
    });
  });
});
