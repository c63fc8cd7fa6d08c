import { describe, expect, it } from 'vitest';
import {
  amount,
  bytesOf,
  bytesText,
  coefficient,
  counted,
  degrees,
  epochPlace,
  fileValue,
  fourDigits,
  inDigits,
  lossSpread,
  milliseconds,
  percent,
  percentNumber,
  percentSpread,
  points,
  seconds,
  threeDigits,
  times,
  twoDigits,
} from './format';

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

  it('of n is 0 or 100 % only if none or all are correct', () => {
    for (const n of [7, 500, 10_000, 193_280])
      for (const right of [1, n - 1])
        for (const digits of [0, 1, 2]) {
          const shown = read(percent(right / n, digits));
          expect(shown > 0 && shown < 100, percent(right / n, digits)).toBe(true);
        }
  });
});

it('several runs show their deviation in the unit of the mean; one shows none', () => {
  expect(percentSpread(0.97514, 0.00123, 2)).toBe('97.51 ± 0.12\u202f%');
  expect(percentSpread(0.97514, undefined, 2)).toBe('97.51\u202f%');
  // Equal runs have no spread; runs that hardly differ have one.
  expect(percentSpread(0.5, 0, 2)).toBe('50.00 ± 0.00\u202f%');
  expect(percentSpread(0.5, 1e-6, 2)).toBe('50.00 ± 0.0001\u202f%');
  expect(lossSpread(2.64, 0.1)).toBe('2.640 ± 0.10');
  expect(lossSpread(0.0171, 1.2e-7)).toBe('0.01710 ± 1.2e−7');
  expect(lossSpread(2.64, undefined)).toBe('2.640');
});

it('a difference has a sign, and is 0 only if exact', () => {
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

  it('is correct to the digits shown', () => {
    for (const n of numbers)
      for (const [text, digits] of [
        [threeDigits(n), 3],
        [fourDigits(n), 4],
      ] as const)
        expect(Math.abs(read(text) / n - 1), `${n}: ${text}`).toBeLessThanOrEqual(
          0.5001 * 10 ** (1 - digits),
        );
  });

  it('is monotonic as displayed', () => {
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

it.each([
  [3.14, '3.1'],
  [0.4, '0.40'],
  [1234.4, '1,234'],
])('%d milliseconds are %s', (ms, text) => {
  expect(milliseconds(ms)).toBe(`${text}\u202fms`);
});

describe('values with a special meaning are shown only if exact', () => {
  it.each([
    [degrees, 0, '0.0°'],
    [degrees, 0.02, '0.02°'],
    [degrees, 1e-9, '<0.0001°'],
    [degrees, 179.99, '179.99°'],
    [coefficient, 1, '1.00'],
    [coefficient, 0.9998, '0.9998'],
    [coefficient, -0.004, '\u22120.004'],
    [coefficient, -1 + 1e-9, '\u2212>0.99999'],
    [times, 1, '1.00×'],
    [times, 1.0004, '1.0004×'],
    [times, 0.9996, '0.9996×'],
    [times, 1.004, '1.004×'],
    [(n: number) => percentNumber(n, 1), 0.99996, '99.996'],
  ] as const)('%s of %d is %s', (text, n, said) => {
    expect(text(n)).toBe(said);
  });

  it('non-finite numbers are shown as text', () => {
    for (const text of [threeDigits, twoDigits, coefficient, points, (n: number) => percentNumber(n, 1)])
      expect([Number.NaN, Number.NEGATIVE_INFINITY].map((n) => text(n))).toEqual(['not a number', '\u2212∞']);
  });
});

it.each([
  [0.1, '0.1'],
  [-0.10954, '\u22120.11'],
  [1, '1'],
  [0.0005, '5e\u22124'],
  [1e-7, '1e\u22127'],
  [123_456.789, '123,457'],
  [2e6, '2e6'],
])('the end of a scale at %d is %s', (n, text) => {
  expect(twoDigits(n)).toBe(text);
});

describe('a value of a file', () => {
  it.each([
    [1987, '1987'],
    [-77_516, '\u221277,516'],
    [123_456.789, 9, '123,456.789'],
    [0.9978, '0.9978'],
    [Math.fround(0.1), '0.1'],
    [1e-9, '1e\u22129'],
    [0, '0'],
  ] as const)('%s', (n, ...rest) => {
    const text = rest.at(-1);
    expect(fileValue(n, rest.length > 1 ? (rest[0] as number) : 6)).toBe(text);
  });
});

describe('amounts', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [40, '40 bytes'],
    [84_199, '84.2 kB'],
    [999_600, '1 MB'],
    [2_320_000, '2.32 MB'],
    [11_594_722, '11.6 MB'],
    [4_000_000_000, '4 GB'],
  ])('%i bytes are %s', (n, text) => {
    expect(bytesText(n)).toBe(text);
  });

  it('a part is shown in the unit of the total, and equals it only if complete', () => {
    const plain = (done: number, all: number) => bytesOf(done, all);
    expect(plain(61_200_000, 163_000_000)).toBe('61 of 163 MB');
    expect(plain(11_594_721, 11_594_722)).toBe('11.5 of 11.6 MB');
    expect(plain(11_594_722, 11_594_722)).toBe('11.6 of 11.6 MB');
    expect(plain(5_000, 0)).toBe('5 kB');
  });

  it('of operations', () => {
    expect([0, 59_437_000, 999.6].map(amount)).toEqual(['0', '59.4\u202fM', '1\u202fk']);
  });
});

it('neighbouring steps of an epoch are shown as different positions', () => {
  const places = Array.from({ length: 1200 }, (_, i) => epochPlace(i / 1200, 1200));
  expect(new Set(places).size).toBe(1200);
  expect([2, 0.05, 1 / 1200].map((x) => epochPlace(x, 1200))).toEqual(['2', '0.05', '0.0008']);
});

it('counts in words where a sentence begins, up to ten, and in digits within it', () => {
  expect([1, 4, 10, 11].map((n) => counted(n, 'run'))).toEqual([
    'One run',
    'Four runs',
    'Ten runs',
    '11 runs',
  ]);
  expect([1, 8, 1200].map((n) => inDigits(n, 'run'))).toEqual(['1 run', '8 runs', '1,200 runs']);
});
