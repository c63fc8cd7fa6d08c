import { describe, expect, it } from 'vitest';
import { median, pairedRatio, quantile } from './statistics';

describe('quantile', () => {
  it('takes the middle, or the mean of the two in the middle, without changing its argument', () => {
    const values = [9, 1, 5];
    expect(median(values)).toBe(5);
    expect(values).toEqual([9, 1, 5]);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('sorts numbers, not words', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it('interpolates linearly between two values', () => {
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.75)).toBe(4);
  });
});

describe('pairedRatio', () => {
  it('is not affected by rounds in which everything is slow', () => {
    const b = [1, 1, 10, 10, 1];
    const a = b.map((value) => 2 * value);
    expect(pairedRatio(a, b)).toBe(2);
    // The ratio of medians would not notice that a was always slower where it counts.
    expect(pairedRatio([3, 30, 3], [1, 20, 2])).toBe(1.5);
  });

  it('refuses rounds that are not pairs', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow('2 rounds cannot be paired with 1');
  });
});
