import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { Problem } from '../../scripts/problem';
import { createStream } from '../../src/core/random/rng';
import { compareSpeed, ratioOf } from './speed';

it('the interval contains the true median, and is deterministic', () => {
  const stream = createStream(7, 'pairs');
  const ratios = Array.from({ length: 400 }, () => 1.02 + 0.05 * stream.normal());
  const { ratio, interval, rounds } = ratioOf(ratios);
  expect(rounds).toBe(400);
  // The median of 400 has a deviation of 1.2533 × 0.05 / √400 = 0.0031.
  expect(Math.abs(ratio - 1.02)).toBeLessThan(4 * 0.0031);
  const width = interval[1] - interval[0];
  expect(width).toBeGreaterThan(2 * 0.0031);
  expect(width).toBeLessThan(6 * 0.0031);
  expect(interval[0]).toBeLessThan(ratio);
  expect(ratio).toBeLessThan(interval[1]);
  expect(ratioOf(ratios)).toEqual({ ratio, interval, rounds });
});

it('equal times give a ratio of 1 and an interval of width 0', () => {
  expect(ratioOf([1, 1, 1, 1, 1])).toEqual({ ratio: 1, interval: [1, 1], rounds: 5 });
});

it('names a version that cannot train the network', async () => {
  const tree = { name: 'here', folder: resolve('.'), remove: () => undefined };
  const timed = compareSpeed(tree, tree, 'no shape', 'bp', 5);
  await expect(timed).rejects.toThrow('“here” could not be timed; see the error above.');
  await expect(timed).rejects.toThrow(Problem);
}, 60_000);
