import { describe, expect, it } from 'vitest';
import { type Dialect, doubleQuotes } from './csvDialect';
import { RowReader } from './csvRows';

const csv: Dialect = { delimiter: ',', quoting: doubleQuotes };

function rowsOf(text: string, size: number): [string[], number][] {
  const rows: [string[], number][] = [];
  const reader = new RowReader('a.csv', csv, (cells, row) => rows.push([cells, row]));
  for (let at = 0; at < text.length; at += size) reader.feed(text.slice(at, at + size));
  reader.feed('', true);
  return rows;
}

describe('rows from chunks', () => {
  const text = 'a,"b ""c"", d" ,e\n\n"f\ng"  ,,"h"\ni,"",j"k\n"l" ,m,"n"';
  const wanted = [
    [['a', 'b "c", d', 'e'], 1],
    [['f\ng', '', 'h'], 3],
    [['i', '', 'j"k'], 4],
    [['l', 'm', 'n'], 5],
  ];

  it.each([1, 2, 3, 5, 11, 100])('of %d characters are complete', (size) => {
    expect(rowsOf(text, size)).toEqual(wanted);
    expect(rowsOf(`${text}\n`, size)).toEqual(wanted);
  });

  it('are quoted by their beginning in messages', () => {
    const reader = new RowReader('a.csv', csv, () => {});
    expect(() => reader.feed('a,b\nc,d\ne,"f\n', true)).toThrow(/row 3: .* is not closed .*begins “"f”/);
  });

  it.each([1, 4, 100])('of %d characters report faults in the right row', (size) => {
    expect(() => rowsOf('a,b\n"c" x,d\n', size)).toThrow(
      /a\.csv, row 2: the cell continues after a closing quotation mark/,
    );
    expect(() => rowsOf('a,b\nc,d\n\n"e,f\n', size)).toThrow(
      /a\.csv, row 4: .* is not closed .*begins “"e,f/,
    );
  });

  const many = (n: number, row: string) => row.repeat(n);
  it.each([
    ['the line’s rest', 'a,b\nc,"d, and e\nf,g\n', 'row 2: ', '(it begins “"d, and e”)'],
    [
      'a long line, cut',
      `a,b\nc,"${many(9, 'long, ')}\n`,
      'row 2: ',
      '(it begins “"long, long, long, long, long, long, lon…”)',
    ],
    [
      'a cut that leaves characters whole',
      `a,b\nc,"${many(30, '👍')}\n`,
      'row 2: ',
      `(it begins “"${many(19, '👍')}…”)`,
    ],
    [
      'the place where a cell goes on',
      `a,b\nc,"${many(9, 'long, ')}" it,x\n`,
      'row 2: ',
      '(“…long, long, long, long, " it,x”)',
    ],
    ['rows and lines apart', 'a,b\n"1\n\n2",b\n\nc,"d\n', 'row 4 (line 6 of the file): ', '(it begins “"d”)'],
    [
      'the line of the mark itself',
      'a,b,c\n"1\n2","3\n4" x,5\n',
      'row 2 (line 4 of the file): ',
      '(“"3 4" x,5”)',
    ],
  ])('shows %s', (_, text, place, excerpt) => {
    for (const size of [1, 3, 1000]) {
      const read = () => rowsOf(text, size);
      expect(read).toThrow(`a.csv, ${place}`);
      expect(read).toThrow(excerpt);
      expect(read).toThrow(/Close (it|the quote)/);
    }
  });
});
