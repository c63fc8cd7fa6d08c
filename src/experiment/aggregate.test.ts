import { describe, expect, it } from 'vitest';
import { createStream } from '../core/random/rng';
import { bestOf, gapClosed, isBetter, type Statistics, statistics, toBp } from './aggregate';

/** The variance as a sum over pairs, Σ (a − b)² / (n (n − 1)), without a mean. */
function pairwise(values: readonly number[]): number {
  let total = 0;
  for (const [i, a] of values.entries()) for (const b of values.slice(i + 1)) total += (a - b) ** 2;
  return Math.sqrt(total / (values.length * (values.length - 1)));
}

describe('mean and standard deviation over seeds', () => {
  it.each([
    // Wikipedia's example of the sample standard deviation, and a textbook's.
    [[2, 4, 4, 4, 5, 5, 7, 9], 5, Math.sqrt(32 / 7)],
    [[1, 2, 3, 4, 5], 3, Math.sqrt(2.5)],
    // NIST StRD: like NumAcc1 and NumAcc2, with nearly all leading digits shared.
    [[10000001, 10000003, 10000002], 10000002, 1],
    [[1.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1.1 : 1.3))], 1.2, 0.1],
  ])('%j', (values, mean, sd) => {
    const found = statistics(values);
    expect(found?.n).toBe(values.length);
    expect(found?.mean).toBeCloseTo(mean, 12);
    expect(found?.sd).toBeCloseTo(sd, 12);
  });

  it('NIST’s NumAcc3 and NumAcc4, with all but the last digits shared', () => {
    for (const base of [1_000_000, 10_000_000]) {
      const values = [
        base + 0.2,
        ...Array.from({ length: 1000 }, (_, i) => base + (i % 2 === 0 ? 0.1 : 0.3)),
      ];
      expect(statistics(values)?.mean).toBeCloseTo(base + 0.2, 8);
      expect(statistics(values)?.sd).toBeCloseTo(0.1, 8);
    }
  });

  it('agree with the formula over pairs for random values', () => {
    const stream = createStream(1, 'statistics', 0);
    for (let n = 2; n <= 40; n += 1) {
      const values = Array.from({ length: n }, () => 0.97 + stream.normal() / 1000);
      expect(statistics(values)?.sd).toBeCloseTo(pairwise(values), 14);
      expect(statistics(values.toReversed())?.mean).toBeCloseTo(statistics(values)?.mean as number, 14);
    }
  });

  it('equal runs have a deviation of exactly zero', () => {
    expect(statistics([0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0.1, sd: 0 });
  });

  it('a loss that overflowed has a mean of ∞ and no deviation', () => {
    expect(statistics([Number.POSITIVE_INFINITY, 1])).toEqual({ n: 2, mean: Number.POSITIVE_INFINITY });
    expect(statistics([1, Number.POSITIVE_INFINITY])).toEqual({ n: 2, mean: Number.POSITIVE_INFINITY });
  });

  it('one run has no deviation, and no runs have no statistics', () => {
    expect(statistics([0.97])).toEqual({ n: 1, mean: 0.97 });
    expect(statistics([])).toBeUndefined();
  });
});

describe('the gap closed', () => {
  const one = (value: number | undefined): Statistics | undefined =>
    value === undefined ? undefined : statistics([value]);
  const gap = (rule?: number, bp?: number, drtp?: number) =>
    gapClosed('testAccuracy', one(rule), one(bp), one(drtp));

  it('is 0 for DRTP, 1 for BP, negative below DRTP', () => {
    expect(gap(0.95, 0.98, 0.95)).toBe(0);
    expect(gap(0.98, 0.98, 0.95)).toBe(1);
    expect(gap(0.94, 0.98, 0.95)).toBeLessThan(0);
  });
  it('is linear in between: with the published means on MNIST', () => {
    expect(gap(0.9716, 0.9829, 0.9577)).toBeCloseTo((97.16 - 95.77) / (98.29 - 95.77), 10);
  });
  it('needs both ends, and a gap between them', () => {
    expect(gap(0.95, undefined, 0.9)).toBeUndefined();
    expect(gap(0.95, 0.98, undefined)).toBeUndefined();
    expect(gap(0.95, 0.95, 0.95)).toBeUndefined();
    expect(gap(0.95, 0.9, 0.95)).toBeUndefined();
    expect(gapClosed('testLoss', one(0.3), one(0.5), one(0.4))).toBeUndefined();
  });

  it('uses means over seeds, not the mean of each seed’s gap', () => {
    const [bp, drtp, rule] = [
      [0.98, 0.99],
      [0.9, 0.95],
      [0.94, 0.98],
    ] as const;
    const found = gapClosed('testAccuracy', statistics(rule), statistics(bp), statistics(drtp));
    expect(found).toBeCloseTo((0.96 - 0.925) / (0.985 - 0.925), 12);
    expect(found).not.toBeCloseTo(((0.94 - 0.9) / 0.08 + (0.98 - 0.95) / 0.04) / 2, 3);
  });

  it('is (DRTP − rule)/(DRTP − BP) for losses', () => {
    const found = gapClosed('testLoss', statistics([0.1, 0.2]), statistics([0.01]), statistics([0.41]));
    expect(found).toBeCloseTo((0.41 - 0.15) / (0.41 - 0.01), 12);
  });

  it('is undefined if BP and DRTP differ by less than two standard deviations: the paper’s Census', () => {
    const census = (bp: number, drtp: number) =>
      gapClosed(
        'testAccuracy',
        one(0.7956),
        { n: 10, mean: bp, sd: 0.0009 },
        { n: 10, mean: drtp, sd: 0.0015 },
      );
    // 0.0013 apart; two pooled deviations are 2 √((0.0009² + 0.0015²)/2) = 0.00247.
    expect(census(0.7964, 0.7951)).toBeUndefined();
    expect(census(0.7951 + 0.00248, 0.7951)).toBeDefined();
    expect(census(0.7951 + 0.00246, 0.7951)).toBeUndefined();
  });

  it('weights variances by n − 1, so a single run has no weight', () => {
    const ends = (n: number) =>
      gapClosed(
        'testAccuracy',
        one(0.5),
        { n: 5, mean: 0.6, sd: 0.1 },
        { n, mean: 0.4 - 1e-9, ...(n > 1 ? { sd: 0 } : {}) },
      );
    // With 0.1 alone the gap of 0.2 is exactly two deviations; pooled with five equal runs it is more.
    expect(ends(1)).toBeDefined();
    expect(ends(5)).toBeDefined();
    const narrow = { n: 5, mean: 0.4, sd: 0.1 };
    expect(gapClosed('testAccuracy', one(0.5), { n: 5, mean: 0.59, sd: 0.1 }, narrow)).toBeUndefined();
    expect(gapClosed('testAccuracy', one(0.5), { n: 5, mean: 0.59, sd: 0 }, narrow)).toBeDefined();
  });
});

describe('comparing by the test metric', () => {
  it('higher accuracy is better, and lower loss', () => {
    expect(isBetter('testLoss', 0.1, 0.2)).toBe(true);
    expect(isBetter('testAccuracy', 0.1, 0.2)).toBe(false);
  });
  it('the best epoch ignores NaN', () => {
    expect(bestOf('testAccuracy', [0.5, 0.75, Number.NaN])).toBe(0.75);
    expect(bestOf('testLoss', [0.5, 0.06, Number.NaN])).toBe(0.06);
    expect(bestOf('testLoss', [Number.NaN])).toBeUndefined();
  });
  it('the distance to BP is a difference of accuracies or a ratio of losses', () => {
    expect(toBp('testAccuracy', 0.875, 0.92)).toBe(0.875 - 0.92);
    expect(toBp('testLoss', 0.06, 0.01)).toBeCloseTo(6, 12);
    expect(toBp('testLoss', 0.5, 0)).toBeUndefined();
    expect(toBp('testAccuracy', undefined, 0.5)).toBeUndefined();
  });
});
