import { expect, it } from 'vitest';
import { short, table } from './table';

it('makes columns of one width', () => {
  expect(
    table(
      ['name', 'ms'],
      [
        ['a', '1.5'],
        ['longer', '20'],
      ],
    ).split('\n'),
  ).toEqual(['| name   |  ms |', '| ------ | --: |', '| a      | 1.5 |', '| longer |  20 |']);
});

it('shows three digits', () => {
  expect([0.1234, 1.234, 12.34, 123.4, 1234, 0, Number.NaN].map(short)).toEqual([
    '0.12',
    '1.23',
    '12.3',
    '123',
    '1234',
    '0.00',
    '–',
  ]);
});
