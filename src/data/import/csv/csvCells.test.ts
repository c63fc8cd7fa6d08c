import papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createStream } from '../../../core/random/rng';
import type { Delimiter } from '../table/table';
import { parseRows } from './csvCells';
import { doubleQuotes, type Quoting, quotings } from './csvDialect';

const rowsOf = (text: string, delimiter: Delimiter, quoting: Quoting = doubleQuotes) =>
  parseRows(text, { delimiter, quoting }, true);

describe('RFC 4180 files are read as papaparse reads them', () => {
  const cells = ['', '1', 'a b', 'x"y', '"a"', '"a,b"', '"a""b"', '"a\nb"', '""', '"a" ', '";|\t"'];

  it.each([',', ';', '\t', '|', '||'] as const)('cells between %j', (delimiter) => {
    const stream = createStream(0, 'csv', delimiter);
    const pick = () => cells[stream.below(cells.length)]!;
    for (let trial = 0; trial < 500; trial++) {
      const rows = Array.from({ length: 1 + (trial % 5) }, () =>
        Array.from({ length: 1 + (trial % 4) }, pick),
      );
      const text = `${rows.map((row) => row.join(delimiter)).join('\n')}\n`;
      const { data } = papa.parse<string[]>(text, { delimiter, newline: '\n' });
      expect(rowsOf(text, delimiter).rows, JSON.stringify(text)).toEqual(data.slice(0, -1));
    }
  });

  it.each([1, 2, 3, 7])('in chunks of %d characters', (size) => {
    const text = 'a,"b ""c"", d" ,e\n"f\ng"  ,,"h"\ni,"",j"k\n';
    const whole = rowsOf(text, ',').rows;
    const rows: string[][] = [];
    let pending = '';
    for (let at = 0; at < text.length; at += size) {
      pending += text.slice(at, at + size);
      const parsed = parseRows(pending, { delimiter: ',', quoting: doubleQuotes }, false);
      rows.push(...parsed.rows);
      pending = pending.slice(parsed.used);
    }
    expect([rows, pending]).toEqual([whole, '']);
  });
});

describe('beyond papaparse', () => {
  it('spaces around quoted cells', () => {
    expect(rowsOf('"a", "b, c" ,\t"d"\n 1 , "" , x \n', ',').rows).toEqual([
      ['a', 'b, c', 'd'],
      [' 1 ', '', ' x '],
    ]);
  });

  it('runs of white space as one delimiter, with quoted cells between them', () => {
    expect(rowsOf('  a \t b c\n1  "x y"\t\t3 \n', ' ').rows).toEqual([
      ['a', 'b', 'c'],
      ['1', 'x y', '3'],
    ]);
  });

  it('other quotation marks, and backslash escapes', () => {
    const [, backslash, single, typographic] = quotings;
    expect(rowsOf('"say \\"a, b\\"","c\\\\"\n', ',', backslash).rows).toEqual([['say "a, b"', 'c\\']]);
    expect(rowsOf("'a, b','it''s'\n", ',', single).rows).toEqual([['a, b', "it's"]]);
    expect(rowsOf('“a, b”,“c”\n', ',', typographic).rows).toEqual([['a, b', 'c']]);
    expect(parseRows('"a","b"\n', { delimiter: ',', quoting: undefined }, true).rows).toEqual([
      ['"a"', '"b"'],
    ]);
  });

  it('reports the fault and its place', () => {
    expect(rowsOf('a,b\n"c" d,e\n', ',')).toMatchObject({
      rows: [['a', 'b']],
      fault: { code: 'goes on', at: 4, behind: 7 },
    });
    expect(rowsOf('a,b\nc,"d\n', ',')).toMatchObject({
      rows: [['a', 'b']],
      fault: { code: 'unclosed', at: 6 },
    });
    expect(rowsOf('a,b\nc,"d\ne"\n', ',').spanning).toBe(1);
  });
});

describe('the time is linear in the text', () => {
  it.each(['"', '" ', '"x', '",', ',"', ' ', '\t', ',', '\\"', "'", '\n', 'x"  '])('%j repeated', (run) => {
    const endless = run.repeat(100_000 / run.length);
    const text = `a,b\n1,2\n${endless}\n1,${endless}z\n`;
    const start = performance.now();
    for (const delimiter of [',', ' ', '\t'] as const)
      for (const quoting of [undefined, ...quotings]) parseRows(text, { delimiter, quoting }, true);
    // 15 passes over a million characters take a tenth of a second; a quadratic scan, minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
