import { describe, expect, it } from 'vitest';
import { histogram } from './histogram';

describe('the histogram', () => {
  it('counts every number once, in bins symmetric around zero', () => {
    expect(histogram([-1, 0, 1, Number.NaN], 3)).toEqual({ m: 1, counts: [1, 1, 1] });
    expect(histogram([-2, -1.9, 1.9, 2], 4).counts).toEqual([2, 0, 0, 2]);
    expect(histogram([0, 0], 3)).toEqual({ m: 0, counts: [0, 2, 0] });
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    expect(histogram(values, 21).counts.reduce((a, b) => a + b)).toBe(1000);
  });
});
