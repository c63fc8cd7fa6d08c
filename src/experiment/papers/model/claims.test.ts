import { expect, it } from 'vitest';
import type { Claim, Measured } from '../card';
import { better, reaches, similar, timesAsHigh } from './claims';

const value = (mean: number, sd?: number, epochs = 20): Measured => ({
  ...{ mean, epochs, of: 100, n: sd === undefined ? 1 : 4 },
  ...(sd === undefined ? {} : { sd }),
});
const decide = (claim: Claim, values: Readonly<Record<string, Measured>>) =>
  claim.decide((row) => values[row]);

it('better: two standard errors either way, else not decided', () => {
  const lower = better('', 'a', 'b');
  // √(4/4 + 0.0001/4) is hardly more than 1.
  const at = (difference: number) => decide(lower, { a: value(10, 2), b: value(10 + difference, 0.01) });
  expect([2.1, 1.9, -1.9, -2.1].map(at)).toEqual(['agrees', 'not decided', 'not decided', 'does not agree']);
  expect(decide(lower, { a: value(1), b: value(9) })).toBe('not decided');
  expect(decide(better('', 'a', 'b', 'higher'), { a: value(9, 1), b: value(1, 1) })).toBe('agrees');
});

it('shares of the smaller, and factors, at their bounds', () => {
  const near = similar('', 'a', 'b', 0.125);
  expect(decide(near, { a: value(1.125), b: value(1) })).toBe('agrees');
  expect(decide(near, { a: value(1), b: value(1.126) })).toBe('does not agree');
  const twice = timesAsHigh('', 'a', ['b', 'c'], { factor: 2, how: '' });
  expect(decide(twice, { a: value(2), b: value(1), c: value(0.5) })).toBe('agrees');
  expect(decide(twice, { a: value(2), b: value(1), c: value(1.01) })).toBe('does not agree');
  expect(decide(twice, { a: value(2), b: value(1) })).toBe('not decided');
});

it('a number that is not reached after fewer epochs is not decided', () => {
  const one = reaches('', 'a', { low: 0.5, high: 0.6, how: '' });
  expect(decide(one, { a: value(0.55) })).toBe('agrees');
  expect(decide(one, { a: value(0.7) })).toBe('not decided');
  expect(decide(one, { a: value(0.7, undefined, 100) })).toBe('does not agree');
});
