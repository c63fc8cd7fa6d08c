import { expect, it } from 'vitest';
import type { Outcome } from '../../store/learn/outcome';
import { largestOf, optionByRange } from './prediction';

const outcome = {} as Outcome;

it('finds the option whose range holds the number', () => {
  const option = (value: number) => optionByRange(() => value, { low: 0.3, middle: 0.8, high: 1 })(outcome);
  expect([0, 0.3, 0.31, 0.8, 1].map(option)).toEqual(['low', 'low', 'middle', 'middle', 'high']);
  expect(option(1.1)).toBeUndefined();
  expect(option(Number.NaN)).toBeUndefined();
});

it('finds the largest, the first of equal ones, and none if a number is missing', () => {
  expect(largestOf({ a: 1, b: 3, c: 2 })).toBe('b');
  expect(largestOf({ a: 1, b: 1 })).toBe('a');
  expect(largestOf({ a: -3, b: -1 })).toBe('b');
  expect(largestOf({ a: 1, b: Number.NaN })).toBeUndefined();
});
