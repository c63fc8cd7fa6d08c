import { describe, expect, it } from 'vitest';
import { momentsOf } from '../../loaders/moments';
import { distinctCounts, isFar, type Part, powerOfTwoBelow, scaleOf, targetScaleOf } from './scale';

const partOf = (values: readonly number[]): Part => ({ size: values.length, at: (i) => values[i]! });
const up = (n: number) => Array.from({ length: n }, (_, i) => i);

/** What a network reads of a column that is kept in single precision. */
function read(values: readonly number[], test: readonly number[] = []): number[] {
  const { mean, deviation, offset } = scaleOf(partOf(values));
  return [...values, ...test].map(
    (value) => (Math.fround(value - offset) - Math.fround(mean)) / Math.fround(deviation),
  );
}

describe('a column far from 0', () => {
  it.each([
    ['Unix time', 1_700_000_000],
    ['Unix time in milliseconds', 1_700_000_000_000],
    ['a large number', 1e15],
    ['a negative one', -3e12],
  ])('is standardised as if the offset were 0: %s', (_, base) => {
    const [plain, moved] = [read(up(100)), read(up(100).map((t) => base + t))];
    for (const [i, value] of moved.entries()) expect(value).toBeCloseTo(plain[i]!, 5);
    // In single precision alone, most of it would be gone.
    expect(new Set(up(100).map((t) => Math.fround(base + t))).size).toBeLessThan(5);
  });

  it('is stored as distances that restore the file’s numbers', () => {
    for (const base of [1_700_000_000, 2005, 1e12]) {
      const values = up(300).map((t) => base + t);
      const { offset } = scaleOf(partOf(values));
      expect(values.map((value) => Math.fround(value - offset) + offset)).toEqual(values);
    }
  });

  it('keeps small differences distinct: nanoseconds on seconds', () => {
    const values = up(50).map((t) => 1e9 + t * 2 ** -20);
    expect(new Set(read(values)).size).toBe(50);
  });

  it('is unchanged if single precision suffices', () => {
    const values = up(100).map((i) => i / 7);
    const scale = scaleOf(partOf(values));
    expect(scale).toEqual({ ...momentsOf(100, (i) => Math.fround(values[i]!)), offset: 0, widened: false });
  });

  it('counts the values that single precision keeps distinct', () => {
    const numbers = Float64Array.from(up(256), (i) => 1_700_000_000 + i);
    // A step of 128 there: three of them lie in or at the ends of the range.
    expect([isFar(numbers), distinctCounts(numbers)]).toEqual([true, { different: 256, left: 3 }]);
    expect(isFar(Float64Array.from(up(256)))).toBe(false);
  });

  it('is standardised as a target, too', () => {
    const values = up(100).map((t) => 1e15 + t);
    const { deviation } = targetScaleOf(partOf(values));
    expect(deviation).toBeCloseTo(Math.sqrt((100 ** 2 - 1) / 12), 6);
  });
});

describe('a near-constant column', () => {
  it('is not scaled up in training', () => {
    const rare = [...new Array<number>(999).fill(0), 250];
    expect(Math.max(...read(rare).map(Math.abs))).toBeCloseTo(10, 1);
  });

  it('that is constant in training reads 0 for any test value', () => {
    for (const value of [0, 0.1, -7, 1e9])
      for (const other of [250, -1e12]) {
        const all = read(new Array<number>(100).fill(value), [other, value]);
        expect(Math.max(...all.map(Math.abs))).toBeLessThan(1e-20);
      }
  });

  it('a constant reads 0, and a column with outliers keeps its deviation', () => {
    expect(read([0.1, 0.1, 0.1]).map(Math.abs)).toEqual([0, 0, 0]);
    const tail = [...up(400).map((i) => i / 400), 1000];
    expect(scaleOf(partOf(tail)).widened).toBe(false);
  });
});

it.each([
  [1, 1],
  [8, 8],
  [1.9999999999999998, 1],
  [0.1, 0.0625],
  [3e300, 2 ** 998],
  [5e-324, 5e-324],
])('the largest power of two up to %s is %s', (value, expected) => {
  expect(powerOfTwoBelow(value)).toBe(expected);
});
