import { describe, expect, it } from 'vitest';
import { mt19937, numpyPermutation, publishedSplit } from './mt19937';

/** All expected numbers are numpy's (2.4): `MT19937()._legacy_seeding(1)`, `RandomState(seed).permutation(n)`. */
describe('the Mersenne twister as numpy seeds it', () => {
  it('draws the same numbers as NumPy, beyond the first 624, too', () => {
    const next = mt19937(1);
    const first = Array.from({ length: 5 }, next);
    expect(first).toEqual([1791095845, 4282876139, 3093770124, 4005303368, 491263]);
    for (let i = 0; i < 1000; i++) next();
    expect([next(), next()]).toEqual([649210240, 750613722]);
  });

  it.each([
    [1, 10, [2, 9, 6, 4, 0], [3, 1, 7, 8, 5]],
    [1, 6_497, [3772, 6009, 3464, 1518, 3761], [905, 5192, 3980, 235, 5157]],
    [1, 241_600, [106120, 128737, 123689, 208174, 239379], [229119, 5192, 208780, 229611, 128037]],
    [12345, 1_000, [144, 833, 270, 468, 962], [420, 129, 285, 485, 482]],
  ])('shuffles like RandomState(%i).permutation(%i)', (seed, n, first, last) => {
    const order = numpyPermutation(seed, n);
    expect([...order.subarray(0, 5)]).toEqual(first);
    expect([...order.subarray(-5)]).toEqual(last);
    expect(new Set(order).size).toBe(n);
  });
});

describe('the published split', () => {
  it('uses the first fifth, rounded up, as the test set', () => {
    const { train, test } = publishedSplit(6_497);
    expect([train.length, test.length]).toEqual([5_197, 1_300]);
    expect(test[0]).toBe(3772);
    expect(train.at(-1)).toBe(5157);
    expect([...publishedSplit(10).test]).toEqual([2, 9]);
  });
});
