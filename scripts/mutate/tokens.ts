/** Text fragments to insert into mutants, common and uncommon ones. */
import type { Stream } from '../../src/core/random/rng';

/** One character per byte, as in the operators. */
export const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

export const pick = <T>(random: Stream, list: readonly T[]): T => list[random.below(list.length)]!;
export const repeat = (count: number, change: () => void): void => {
  for (let i = 0; i < count; i++) change();
};

const words = (text: string): string[] => text.split(' ');

const tokens: readonly string[] = [
  ...words(', ; | " "" \' \t \n \r\n \r \n\n \0 \ufeff \u00a0 \u2028'),
  ...words('0 7 00 007 - + . -.5 5. +3 --4 1e5 1E5 1e-400 1e39 1e999 -1e999 0x1F 3,14 1,234 1.234'),
  ...words("1,234.5 1.234,5 1\u202f234 1'234 12,34,567 \u22128.5 \u20135 -0 0.1 1e-45 -200 -999 9999"),
  ...words('9007199254740993 16777217 1700000000 NA N/A #N/A <NA> \\N NaN -nan nan null NULL None none'),
  ...words('unknown missing ? inf -inf Infinity #DIV/0! #REF! TRUE false yes -- ... * 12* >100 $5 27.2% 5kg'),
  ...words('2020-01-31 31.01.2020 12:30 00.00.00 A gr\u00fcn # =1+2 sep=; __proto__ constructor toString'),
  ...words('class id target c1 c2'),
  ...[
    '162.5 m2',
    '5 \u20ac',
    '< 5',
    'a b',
    '# note',
    ' ',
    '24 May',
    '7 Eleven',
    '1 year',
    '2 years',
    '<0.01',
  ],
];

export const token = (random: Stream): string => utf8(pick(random, tokens));
