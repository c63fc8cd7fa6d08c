import { describe, expect, it } from 'vitest';
import { DataProblem } from '../spec';
import { readNumbers, type TableForm } from './delimited';

const form: TableForm = {
  file: 'some.csv',
  delimiter: ';',
  header: ['a', 'b', 'run (ms)'],
  rows: 2,
  wayOut: 'Fetch it again.',
};
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, own: Partial<TableForm> = {}) => [
  ...readNumbers(bytes(text), { ...form, ...own }),
];
const good = 'a;b;run (ms)\n1;2;3.5\n-4;0.25;6\n';

function problem(data: Uint8Array): string {
  try {
    readNumbers(data, form);
  } catch (reason) {
    if (reason instanceof DataProblem) return `${reason.title} | ${reason.detail}`;
    throw reason;
  }
  return 'no problem';
}

describe('a table of numbers', () => {
  it.each([
    ['as it should be', good],
    ['without a last line end', good.trimEnd()],
    ['with blank lines behind', `${good}\n\n`],
    ['with Windows line ends', good.replaceAll('\n', '\r\n')],
    ['with a byte order mark and quoted names', `\uFEFF"a";"b";"run (ms)"${good.slice(12)}`],
  ])('is read %s', (_, text) => {
    expect(read(text)).toEqual([1, 2, 3.5, -4, 0.25, 6]);
  });

  it('has exactly the numbers that JavaScript reads', () => {
    const texts: string[] = ['0', '-0.5', '.5', '5.', '1e3', '-2.5E-3', '+7', '0.1', '123456789012345678'];
    for (let i = 0; i < 3000; i++) texts.push((((i * 7919) % 99991) / 10 ** (i % 9)).toFixed(i % 12));
    const table = `x\n${texts.join('\n')}\n`;
    expect(read(table, { header: ['x'], rows: texts.length })).toEqual(texts.map(Number));
  });
});

describe('an unusable table is named with row and column', () => {
  const row2 = (cells: string) => good.replace('1;2;3.5', cells);
  it.each([
    ['empty', '', /not the table that is needed\. \| some\.csv: It is empty\. Fetch it again\./],
    ['a web page', '<!doctype html><p>404', /It is a web page/],
    ['a zip', 'PK\u0003\u0004abc', /a zip archive: unpack it first/],
    ['a picture', '\u0089PNG', /Row 1 should name the columns|PNG picture/],
    [
      'another header',
      good.replace('b', 'c'),
      /Row 1 should name the columns a;b;run \(ms\); it reads “a;c;run/,
    ],
    ['no header', good.slice(13), /Row 1 should name/],
    ['another delimiter', good.replaceAll(';', ','), /Row 1 should name/],
    ['a header alone', good.slice(0, 13), /cut short\. \| some\.csv holds 0 rows of numbers; 2 are needed/],
    [
      'a row too few',
      'a;b;run (ms)\n1;2;3.5\n',
      /cut short\. \| some\.csv holds 1 rows of numbers; 2 are needed/,
    ],
    ['cut within a row', good.slice(0, -4), /cut short\. \| some\.csv, row 3: it ends after 2 of 3 cells/],
    ['a row too many', `${good}7;8;9\n`, /too long\. \| some\.csv holds more than the 2 rows/],
    ['a short row', row2('1;2'), /wrong number of cells\. \| some\.csv, row 2: 2 cells; 3 are needed/],
    ['a long row', row2('1;2;3;4'), /wrong number of cells\. \| some\.csv, row 2: 4 cells; 3 are needed/],
    ['a blank line between', good.replace('\n-4', '\n\n-4'), /some\.csv, row 3: 1 cells; 3 are needed/],
    ['a text', row2('1;fast;3'), /not a number\. \| some\.csv, row 2, column b: “fast”/],
    ['an empty cell', row2('1;;3'), /row 2, column b: “”/],
    ['NaN', row2('1;2;NaN'), /row 2, column run \(ms\): “NaN”/],
    ['Infinity', row2('1;2;Infinity'), /row 2, column run \(ms\): “Infinity”/],
    ['too large a number', row2('1;2;1e999'), /row 2, column run \(ms\): “1e999”/],
    ['a hexadecimal number', row2('0x10;2;3'), /row 2, column a: “0x10”/],
    ['two points', row2('1.2.3;2;3'), /row 2, column a: “1\.2\.3”/],
    ['a decimal comma', row2('1;2;3,5'), /row 2, column run \(ms\): “3,5”/],
    ['a sign alone', row2('-;2;3'), /row 2, column a: “-”/],
    ['a quote', row2('"1";2;3'), /row 2, column a: “"1"”/],
  ])('%s', (_, text, message) => {
    expect(problem(bytes(text))).toMatch(message);
  });

  it('3,000 columns', () => {
    const wide = good.replace('1;2;3.5', Array.from({ length: 3000 }, (_, i) => i).join(';'));
    expect(problem(bytes(wide))).toMatch(/row 2: 3,000 cells; 3 are needed/);
  });

  it('bytes that are not text', () => {
    expect(problem(Uint8Array.from([...bytes(good.slice(0, 13)), 0xff, 0xfe, 0, 10]))).toMatch(
      /row 2: 1 cells/,
    );
  });
});
