import { expect, test } from 'vitest';
import { scrollDirections } from './scrollDirections';

/** An element whose visible area is 100 × 50. */
const extent = (scrollWidth: number, scrollHeight: number, scrollLeft = 0, scrollTop = 0) =>
  scrollDirections({ scrollWidth, scrollHeight, scrollLeft, scrollTop, clientWidth: 100, clientHeight: 50 });

test('lists every direction in which the element can scroll', () => {
  expect(extent(100, 50)).toBe('');
  expect(extent(300, 50)).toBe('right');
  expect(extent(300, 50, 40)).toBe('left right');
  expect(extent(300, 50, 200)).toBe('left');
  expect(extent(100, 90)).toBe('down');
  expect(extent(300, 90, 200, 40)).toBe('left up');
});

test('ignores fractions of a pixel', () => {
  expect(extent(101, 51)).toBe('');
  expect(extent(300, 50, 199.4)).toBe('left');
});
