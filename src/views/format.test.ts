import { describe, expect, it } from 'vitest';
import { fourDigits, percent, points, seconds, threeDigits, times } from './format';

/** Reads what was printed. */
const read = (text: string): number => Number(text.replace(/[\u202f%s×<>,+]/g, '').replaceAll('\u2212', '-'));

/** 1, 9.994…, 9.996, 9.9999, … of every size, with both signs. */
const numbers = Array.from({ length: 31 }, (_, i) => i - 15).flatMap((power) =>
  [1, 1.005, 4.99999, 9.994, 9.996, 9.9996, 9.99999].flatMap((m) => [m, -m].map((n) => n * 10 ** power)),
);

describe('a share', () => {
  it.each([
    [0.98765, 2, '98.77\u202f%'],
    [1, 1, '100.0\u202f%'],
    [0, 2, '0.00\u202f%'],
    [0.9999, 1, '99.99\u202f%'],
    [0.00001, 1, '0.001\u202f%'],
    [1e-9, 1, '<0.0001\u202f%'],
    [1 - 1e-9, 2, '>99.99999\u202f%'],
    [-0.00001, 1, '\u22120.001\u202f%'],
  ])('%d with %d digits is %s', (share, digits, text) => {
    expect(percent(share, digits)).toBe(text);
  });

  it('of n is 0 or 100 % only where none or all are right', () => {
    for (const n of [7, 500, 10_000, 193_280])
      for (const right of [1, n - 1])
        for (const digits of [0, 1, 2]) {
          const shown = read(percent(right / n, digits));
          expect(shown > 0 && shown < 100, percent(right / n, digits)).toBe(true);
        }
  });
});

it('a difference has its sign, and is 0 only where there is none', () => {
  expect([0.1942, -0.0142, 0, 0.00001].map(points)).toEqual(['+19.42', '\u22121.42', '0.00', '+0.001']);
});

describe('a number of any size', () => {
  it.each([
    [13_867, '13,867', '13,867'],
    [999.9, '1,000', '999.9'],
    [9999.96, '10,000', '10,000'],
    [999_999.9, '1.00e6', '1.000e6'],
    [0.00099999, '0.00100', '0.001000'],
    [0.000123, '1.23e\u22124', '1.230e\u22124'],
    [0, '0.00', '0.000'],
    [-7.19, '\u22127.19', '\u22127.190'],
  ])('%d is %s, and %s', (n, three, four) => {
    expect([threeDigits(n), fourDigits(n), times(n)]).toEqual([three, four, `${three}×`]);
  });

  it('stays the number to the digits that are shown', () => {
    for (const n of numbers)
      for (const [text, digits] of [
        [threeDigits(n), 3],
        [fourDigits(n), 4],
      ] as const)
        expect(Math.abs(read(text) / n - 1), `${n}: ${text}`).toBeLessThanOrEqual(
          0.5001 * 10 ** (1 - digits),
        );
  });

  it('grows in what is shown as it grows', () => {
    const shown = numbers.toSorted((a, b) => a - b).map((n) => read(threeDigits(n)));
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  });
});

it.each([
  [0.2216, '0.22'],
  [0.04, '0.040'],
  [0.9999, '1.0'],
  [9.96, '10'],
  [12.4, '12'],
  [0, '0'],
  [1e-5, '<0.001'],
])('%d seconds are %s', (s, text) => {
  expect(seconds(s)).toBe(`${text}\u202fs`);
});
