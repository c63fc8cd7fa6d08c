import { expect, test } from 'vitest';
import { moreOf } from './more';

/** Shows 100 × 50 of what it holds. */
const extent = (scrollWidth: number, scrollHeight: number, scrollLeft = 0, scrollTop = 0) =>
  moreOf({ scrollWidth, scrollHeight, scrollLeft, scrollTop, clientWidth: 100, clientHeight: 50 });

test('there is more wherever one can scroll to', () => {
  expect(extent(100, 50)).toBe('');
  expect(extent(300, 50)).toBe('right');
  expect(extent(300, 50, 40)).toBe('left right');
  expect(extent(300, 50, 200)).toBe('left');
  expect(extent(100, 90)).toBe('down');
  expect(extent(300, 90, 200, 40)).toBe('left up');
});

test('a fraction of a pixel is no more', () => {
  expect(extent(101, 51)).toBe('');
  expect(extent(300, 50, 199.4)).toBe('left');
});
