import { describe, expect, it } from 'vitest';
import { kindOf } from './cellKind';
import { looksLikeDate } from './dates';
import { readNumber } from './numberText';

const months =
  'Jan January Januar janv janvier Feb February févr février Mar March März mars Apr April avr avril May Mai mai Jun June juin Jul July juil juillet Aug August août Sep Sept September septembre Oct Okt October Oktober octobre Nov November novembre Dec Dez December Dezember déc décembre';

describe('dates', () => {
  it.each(months.split(' '))('24 %s is a date, not a number', (month) => {
    for (const cell of [
      `24 ${month}`,
      `24-${month}-04`,
      `24. ${month} 2004`,
      `${month} 2004`,
      `24${month}`,
    ]) {
      expect([cell, looksLikeDate(cell), kindOf(cell)]).toEqual([cell, true, 'date']);
      for (const mark of ['point', 'comma'] as const) expect(readNumber(cell, mark), cell).toBeUndefined();
    }
  });

  it.each([
    '2004-03-01',
    '01/03/2004 18:00',
    '2016-01-15  03:04',
    '18.00.00',
    '6 pm',
    'May 24th, 2004',
    'Mon 24 May',
    'Friday, 2 Jan 2004',
  ])('%s is a date', (cell) => expect([looksLikeDate(cell), kindOf(cell)]).toEqual([true, 'date']));

  it.each([
    '7 Eleven',
    '80 Oak',
    '80 Marsh',
    '24 Maya',
    '5 days',
    '3 min',
    '5 sec',
    '2 mo',
    '1.2.3',
    '12 Deck',
  ])('%s is not a date', (cell) => expect(looksLikeDate(cell)).toBe(false));
});

describe('the kind of a cell', () => {
  it.each([
    ['number', ['1', '-2.5', '3,14', '1e5', '.5', '12.30', '1.234,5', '$28,233', '27 %', '1 year', '−8.5']],
    ['text', ['7 Eleven', '80 Oak', '0x1F', 'A', '12a', '12 kg of flour']],
    [
      'missing',
      ['', 'NA', 'n/a', '?', 'unknown', 'unbekannt', 'not available', 'k. A.', '#DIV/0!', '-inf', '∞'],
    ],
  ] as const)('%s', (kind, cells) => {
    for (const cell of cells) expect([cell, kindOf(cell)]).toEqual([cell, kind]);
  });
});
