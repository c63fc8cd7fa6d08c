import { describe, expect, it } from 'vitest';
import type { DecimalMark } from '../table/table';
import {
  isInfiniteText,
  markEvidence,
  numberInEither,
  plainEvidence,
  plainNumber,
  readNumber,
} from './numberText';

const nbsp = '\u00a0';
const narrow = '\u202f';
const minus = '\u2212';
const enDash = '\u2013';

/** [text, decimal mark, number, unit] */
const numbers: readonly (readonly [string, DecimalMark, number, string?])[] = [
  ['1.84', 'point', 1.84],
  ['1,84', 'comma', 1.84],
  ['26.064', 'comma', 26_064],
  ['26.064', 'point', 26.064],
  ['1,234', 'point', 1234],
  ['1,234', 'comma', 1.234],
  ['1.100,50', 'comma', 1100.5],
  ['1,100.50', 'point', 1100.5],
  ['1 234,5', 'comma', 1234.5],
  [`1${nbsp}234,5`, 'comma', 1234.5],
  [`12${narrow}345${narrow}678`, 'point', 12_345_678],
  ["1'234.50", 'point', 1234.5],
  ['1\u2019234.50', 'point', 1234.5],
  ['1,23,456', 'point', 123_456],
  ['12,34,567.8', 'point', 1_234_567.8],
  [`${minus}8.55`, 'point', -8.55],
  [`${enDash}8.55`, 'point', -8.55],
  ['\uff11\uff12\uff0e\uff15', 'point', 12.5],
  ['\uff0d3', 'point', -3],
  ['12-', 'point', -12],
  ['(12.50)', 'point', -12.5],
  ['+5', 'point', 5],
  ['.5', 'point', 0.5],
  [',5', 'comma', 0.5],
  ['5.', 'point', 5],
  ['1e5', 'comma', 1e5],
  ['1.5E+03', 'point', 1500],
  ['1,5e3', 'comma', 1500],
  ['1.5D+03', 'point', 1500],
  ['1.5d-3', 'point', 0.0015],
  ['27.2%', 'point', 27.2, '%'],
  ['27,2 %', 'comma', 27.2, '%'],
  ['$28,233', 'point', 28_233, '$'],
  ['-$5', 'point', -5, '$'],
  ['$-5', 'point', -5, '$'],
  ['($5.00)', 'point', -5, '$'],
  ['\u20ac 1.234,50', 'comma', 1234.5, '\u20ac'],
  ['1.234,50 \u20ac', 'comma', 1234.5, '\u20ac'],
  ['CHF 12', 'point', 12, 'CHF'],
  // Prices without cents: the dash is no sign.
  ['CHF 12.-', 'point', 12, 'CHF'],
  ['12,-', 'comma', 12],
  ['1.234,-- \u20ac', 'comma', 1234, '\u20ac'],
  ['-12,-', 'comma', -12],
  ['12 EUR', 'point', 12, 'EUR'],
  ['162.5 m2', 'point', 162.5, 'm2'],
  ['5kg', 'point', 5, 'kg'],
  ['20 °C', 'point', 20, '°C'],
  ['80 km/h', 'point', 80, 'km/h'],
  ['36 months', 'point', 36, 'months'],
  ['1 month', 'point', 1, 'months'],
  ['1 year', 'point', 1, 'years'],
  ['2 years', 'point', 2, 'years'],
  ['7 A', 'point', 7, 'A'],
];

describe('a cell as a number', () => {
  it.each(numbers.map(([text, decimal, value, unit = '']) => ({ text, decimal, value, unit })))(
    '$text with a decimal $decimal is $value',
    ({ text, decimal, value, unit }) => {
      expect(readNumber(text, decimal)).toMatchObject({ value, unit });
    },
  );

  it.each([
    ['another mark', '1,84', 'point'],
    ['another mark', '2.5', 'comma'],
    ['hexadecimal', '0x1F', 'point'],
    ['a version', '1.2.3', 'point'],
    ['a version', '1.2.3', 'comma'],
    ['an address', '192.168.0.1', 'comma'],
    ['a time', '1:30', 'point'],
    ['a time', '00.00.00', 'comma'],
    ['a date', '01/03/2004', 'point'],
    ['a date', '2004-03-01', 'point'],
    ['a date', '01.03.2004', 'comma'],
    ['a range', `5${enDash}10`, 'point'],
    ['a list', '1,2,3', 'point'],
    ['groups of other sizes', '1,23', 'point'],
    ['groups behind a zero', '0,123', 'point'],
    ['a name', '12D4', 'point'],
    ['a name', '12a', 'point'],
    ['a rank', '3rd', 'point'],
    ['an hour', '10 am', 'point'],
    ['a street', '10 Downing Street', 'point'],
    ['a street', '80 Oak', 'point'],
    ['a day', '24 May', 'point'],
    ['a day', '21 Jan', 'comma'],
    ['a shop', '7 Eleven', 'point'],
    ['a class', '7A', 'point'],
    ['two currencies', '$5 USD', 'point'],
    ['two signs', '--1', 'point'],
    ['a sign alone', '-', 'point'],
    ['underscores', '1_000', 'point'],
    ['more than a person writes', `1${' 000'.repeat(200)}`, 'point'],
  ] as const)('%s is not a number: %s', (_, text, decimal) => {
    expect(readNumber(text, decimal)).toBeUndefined();
  });

  it('in plain digits equals JavaScript’s number; other literals that Number reads are rejected', () => {
    for (const text of [
      '1',
      '-2.5',
      '+3',
      '.5',
      '5.',
      '1e3',
      '1E-3',
      '007',
      '0.1e-7',
      '12345678901234567890',
    ])
      expect(plainNumber(text)).toBe(Number(text));
    for (const text of ['', '.', '-', '1e', '1e+', '0x1F', '0b1', 'Infinity', ' 1', '1,5', '1 2', 'e5'])
      expect(plainNumber(text), text).toBeNaN();
  });

  it('of unknown locale has one decimal mark, or the value that one locale reads', () => {
    const texts = ['3.14', '3,14', '1,234', '1.234,5', '1,234.5', '$28,233', '27,2 %', '1 200', '−5', '5'];
    expect(texts.map(numberInEither)).toEqual([3.14, 3.14, 1.234, 1234.5, 1234.5, 28_233, 27.2, 1200, -5, 5]);
    for (const text of ['', ' ', '0x1F', 'Infinity', '24 May', '1,2,3'])
      expect(numberInEither(text), text).toBeNaN();
  });

  it('is read in linear time', () => {
    const texts = ['1', '1,', '1.', ' 1', '(', '$', '-', "1'", 'm2', '\u2212', '1e'];
    const start = performance.now();
    for (const text of texts)
      for (const mark of ['point', 'comma'] as const) {
        readNumber(text.repeat(100_000), mark);
        markEvidence(text.repeat(100_000));
        plainNumber(text.repeat(100_000));
      }
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('reports the decimal mark if only one fits, or if both give different numbers', () => {
    expect(
      ['1.5', '26.064', '26', '0.123', '1234.567', '12.3e5'].map((text) => plainEvidence(text, '.')),
    ).toEqual(['point', 'either', undefined, 'point', 'point', 'point']);
    expect(
      ['1,84', '$28,233', '1.100,50', '1,100.50', '1.2.3', 'a, b', '1,23,456', '1.234.567'].map(markEvidence),
    ).toEqual(['comma', 'either', 'comma', 'point', undefined, undefined, 'point', 'comma']);
  });

  it('recognises spellings of infinity', () => {
    for (const text of ['inf', '-Inf', 'Infinity', '+INFINITY', '\u221e', '-1.#INF'])
      expect(isInfiniteText(text)).toBe(true);
    for (const text of ['info', 'infinite', 'in', '']) expect(isInfiniteText(text)).toBe(false);
  });
});
