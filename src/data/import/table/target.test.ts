import { describe, expect, it } from 'vitest';
import { splitRows, type Target, testCounts } from './target';

const classes = (labels: readonly number[], names: readonly string[]): Target => ({
  kind: 'classes',
  names,
  labels: Int32Array.from(labels),
  counts: Uint32Array.from(names, (_, c) => labels.filter((label) => label === c).length),
});

describe('class shares', () => {
  it.each([
    // Largest remainders by hand: 0.2 of 10, 7, 3 is 2, 1.4, 0.6; of the whole 4, one is left, for the third.
    [[10, 7, 3], 0.2, [2, 1, 1]],
    // 1.5, 1.5, 1.5 are floored to 3 of 5 (4.5 rounded): the first two have the rest.
    [[5, 5, 5], 0.3, [2, 2, 1]],
    [[100, 50], 0.5, [50, 25]],
    // At least one on each side where there are two; what is alone is learnt.
    [[1000, 2, 1], 0.1, [100, 1, 0]],
    [[3, 2], 0.9, [2, 1]],
    [[2, 2], 0.01, [1, 1]],
    [[1, 1], 0.5, [0, 0]],
  ])('%j × %d', (counts, share, wanted) => {
    expect(testCounts(counts, share)).toEqual(wanted);
  });
});

describe('the split', () => {
  const labels = Array.from({ length: 1000 }, (_, i) => (i < 700 ? 0 : i < 950 ? 1 : i % 50 === 49 ? -1 : 2));
  const target = classes(labels, ['a', 'b', 'c']);
  const choices = { testShare: 0.25, splitSeed: 3 };

  it('uses every row with a target once, each class in proportion', () => {
    const { train, test } = splitRows('', target, choices);
    const all = [...train, ...test].sort((a, b) => a - b);
    expect(all).toEqual(labels.flatMap((label, i) => (label < 0 ? [] : [i])));
    const count = (rows: Uint32Array, c: number) => rows.reduce((n, row) => n + Number(labels[row] === c), 0);
    expect([0, 1, 2].map((c) => count(test, c))).toEqual(testCounts([700, 250, 49], 0.25));
  });

  it('shuffles both parts, so that a sorted file does not begin with one class', () => {
    const { train, test } = splitRows('', target, choices);
    for (const rows of [train, test]) {
      const first = [...rows.subarray(0, 100)].filter((row) => labels[row] === 0).length;
      expect(first).toBeGreaterThan(50);
      expect(first).toBeLessThan(90);
    }
  });

  it('is the same for the same seed, and differs for another', () => {
    expect(splitRows('', target, choices)).toEqual(splitRows('', target, choices));
    expect(splitRows('', target, { ...choices, splitSeed: 4 })).not.toEqual(splitRows('', target, choices));
  });

  it('of numeric targets uses the share alone, without rows that lack one', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i === 6 ? Number.NaN : i));
    const { train, test } = splitRows('', { kind: 'values', outputs: 2, values }, choices);
    expect([train.length, test.length]).toEqual([14, 5]);
    expect([...train, ...test]).not.toContain(3);
    expect(new Set([...train, ...test]).size).toBe(19);
  });
});
