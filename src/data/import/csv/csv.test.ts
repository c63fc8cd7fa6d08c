import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examine } from '../index';
import type { FileProfile, ReadOptions } from '../table/table';
import { fileOf, inPieces, problemOf } from '../testSupport';

const profileOf = async (content: string | Uint8Array, options: ReadOptions = {}): Promise<FileProfile> =>
  (await examine([fileOf('a.csv', content)], options)).profile;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Each character as one byte. */
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('the layout is detected', () => {
  it.each([
    ['comma', ',', 'a,b,c\n1,2,3\n4,5,6\n'],
    ['semicolon with decimal commas', ';', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n'],
    ['tab', '\t', 'a\tb\tc\n1\t2\t3\n4\t5\t6\n'],
    ['bar', '|', 'a|b|c\n1|2|3\n4|5|6\n'],
    ['space, in runs', ' ', '  a  b c\n1   2 3 \n 4 5   6\n'],
    ['comma beside spaces', ',', 'a,b b,c\nx y,2,3\nz w,5,6\n'],
    ['semicolons inside quotes', ',', 'a,b,c\n"x;y",2,3\n"z;w",5,6\n'],
  ] as const)('delimiter: %s', async (_, delimiter, text) => {
    const profile = await profileOf(text);
    expect(profile.delimiter).toBe(delimiter);
    expect(profile.header).toBe(true);
    expect(profile.rows).toBe(2);
    expect(profile.columns).toHaveLength(3);
  });

  it.each([
    ['names above numbers', true, 'a,b\n1,2\n3,4\n'],
    ['names above texts and numbers', true, 'colour,size\nred,1\nblue,2\n'],
    ['numbers all the way', false, '1,2\n3,4\n'],
    ['numbers and a text', false, '5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n'],
    ['different texts above texts', true, 'colour,shape\nred,round\nblue,square\n'],
    ['texts that come again', false, 'red,round\nblue,square\nred,square\n'],
    ['a nameless first column', true, ',colour\na1,red\na2,red\n'],
    ['a name that begins as zip archives do', true, 'PK,n\n1,2\n3,4\n'],
    ['a year with a missing value below', true, 'year,n\n2001,?\n2002,3\n'],
  ] as const)('header: %s', async (_, header, text) => {
    expect((await profileOf(text)).header).toBe(header);
  });

  it('the user’s choice wins', async () => {
    const named = await profileOf('1,2\n3,4\n', { header: true });
    expect(named.columns.map(({ name }) => name)).toEqual(['1', '2']);
    const nameless = await profileOf('a,b\nc,d\n', { header: false });
    expect([nameless.rows, nameless.columns.map(({ name }) => name)]).toEqual([2, ['c1', 'c2']]);
    const parted = await profileOf('a;b,c\n1;2,3\n', { delimiter: ',' });
    expect(parted.columns.map(({ name }) => name)).toEqual(['a;b', 'c']);
  });
});

describe('lines above the table', () => {
  const opened = async (text: string, options: ReadOptions = {}) => {
    const { delimiter, header, rows, columns, firstRows, notes } = await profileOf(text, options);
    return { delimiter, header, rows, names: columns.map(({ name }) => name), first: firstRows[0], notes };
  };

  it('Excel’s “sep=” sets the delimiter and is not a row', async () => {
    const text = 'sep=;\r\na,b;c,d\r\n1,5;2,5\r\n3,5;6,5\r\n4,5;1,5\r\n';
    expect(await opened(text)).toMatchObject({
      delimiter: ';',
      header: true,
      rows: 3,
      names: ['a,b', 'c,d'],
      notes: [
        { row: 1, text: 'This row says that a semicolon separates the cells: it is not part of the table.' },
        { row: 3, column: 'a,b' },
        { row: 3, column: 'c,d' },
      ],
    });
    expect((await opened(text, { delimiter: ',' })).names).toEqual(['a', 'b;c', 'd']);
    // Without its first row the semicolon would be taken.
    const comma = 'a;b,c;d\nx;5,2;5\n3;5,y;5\n';
    expect((await opened(comma)).delimiter).toBe(';');
    expect(await opened(`"sep=,"\n${comma}`)).toMatchObject({ delimiter: ',', names: ['a;b', 'c;d'] });
    expect(await opened('sep=\t\na\tb\n1\t2\n')).toMatchObject({ delimiter: '\t', names: ['a', 'b'] });
    expect(await problemOf([fileOf('bad.csv', 'sep=;\n')])).toMatch(/contains no rows/);
  });

  it('comments are skipped, and rows keep their numbers', async () => {
    const text = '# Beans, by hand, in May\n\n# units: mm\nlength,kind\n1,a\n2,b\n3,a\n4,b\n';
    expect(await opened(text)).toMatchObject({
      rows: 4,
      names: ['length', 'kind'],
      notes: [{ row: 1, text: 'From here on 2 rows begin with #: they are left out as comments.' }],
    });
    expect(await problemOf([fileOf('bad.csv', `${text}3\n`)])).toMatch(/bad\.csv, row 9 has 1 cell/);
    const pieces = inPieces(fileOf('a.csv', text), 3);
    expect((await examine([pieces])).profile).toEqual(await profileOf(text));
  });

  it.each([
    ['NumPy', '# x y\n1.0 2.0\n3.0 5.0\n', { delimiter: ' ', names: ['x', 'y'], rows: 2 }],
    ['a table', '#id,kind\n\n1,a\n2,b\n', { names: ['id', 'kind'], rows: 2, first: ['1', 'a'] }],
    ['prose above', '# May\n# x;y\n1;2\n3;4\n', { names: ['x', 'y'], rows: 2 }],
    ['prose with as many commas', '# May, hot\nx,y\n1,2\n3,4\n', { names: ['x', 'y'], rows: 2 }],
    ['a row that was struck out', '#1,2\n3,4\n5,6\n', { names: ['c1', 'c2'], rows: 2, first: ['3', '4'] }],
    ['colours in all rows', '#ff0000,1\n#00ff00,2\n', { names: ['c1', 'c2'], rows: 2 }],
  ])('names after # are distinguished from comments: %s', async (_, text, wanted) => {
    expect(await opened(text)).toMatchObject(wanted);
  });

  it('names after # are comments if the user says that there is no header', async () => {
    expect(await opened('# x y\n1 2\n3 5\n', { header: false })).toMatchObject({
      names: ['c1', 'c2'],
      rows: 2,
    });
    const { notes } = await opened('# May\n# x y\n1 2\n3 5\n');
    expect(notes.slice(0, 2)).toEqual([
      { row: 1, text: 'This row begins with #: it is left out as a comment.' },
      { row: 2, text: "This row begins with #, and is read as the columns' names." },
    ]);
  });
});

describe('parsing text', () => {
  it('quotes, escaped quotes, quoted delimiters and line ends, and all kinds of line ends', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const rows = ['name,n', '"a, ""b""",1', '"c\nd" ,2', 'e, 3'];
      const { firstRows } = await profileOf(`\ufeff${rows.join(end)}${end}`);
      expect(firstRows).toEqual([
        ['a, "b"', '1'],
        ['c\nd', '2'],
        ['e', '3'],
      ]);
    }
  });

  it('gives the same result in chunks of any size', async () => {
    const text = `näme,n\r\n"a ""ö"", b",1\r\n"c\r\nd" ,2\r\n${Array.from({ length: 40 }, (_, i) => `"x${i}" ,${i}`).join('\r\n')}`;
    const whole = await profileOf(text);
    expect(whole.rows).toBe(42);
    for (const size of [1, 2, 3, 7, 64]) {
      const file = inPieces(fileOf('a.csv', text), size);
      expect((await examine([file])).profile, `pieces of ${size}`).toEqual(whole);
    }
  });

  it('handles many chunks of a large file, quoted or not', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i % 3 ? `"v, ${i % 7}"` : `v${i % 7}`},${i}`);
    const { profile } = await examine([fileOf('a.csv', gzipSync(`kind,n\n${rows.join('\n')}`))]);
    expect(profile.rows).toBe(60_000);
    expect(profile.columns[0]).toMatchObject({ distinct: 14, missing: 0 });
    expect(profile.columns[1]).toMatchObject({ from: 0, to: 59_999 });
    expect(profile.columns[1]?.counts).toEqual(new Array(16).fill(3750));
  });

  it('reads UTF-8, UTF-16 and Latin-1, the last with a note', async () => {
    const text = 'naïve,straße\n1,ä\n2,ö\n3,ä\n4,ö\n';
    const wanted = ['naïve', 'straße'];
    const utf16 = new Uint8Array(
      new Uint16Array([0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))]).buffer,
    );
    for (const content of [bytes(text), bytes(`\ufeff${text}`), utf16]) {
      const profile = await profileOf(content);
      expect(profile.columns.map(({ name }) => name)).toEqual(wanted);
      expect(profile.notes).toEqual([]);
    }
    const profile = await profileOf(latin1(text));
    expect(profile.columns.map(({ name }) => name)).toEqual(wanted);
    expect(profile.notes[0]?.text).toMatch(/not UTF-8: it was read as Western European/);
  });

  it('skips blank rows and rows of empty cells, and counts them as an editor does', async () => {
    const profile = await profileOf('a,b\n\n1,2\n , \n3,x\n4,5\n6,7\n');
    expect(profile.rows).toBe(4);
    expect(profile.strayTexts).toEqual([{ row: 5, column: 'b', text: 'x', cells: 1 }]);
    expect(profile.notes).toContainEqual({ row: 4, text: 'This row has only empty cells: it is left out.' });
  });
});

describe('kinds of cells', () => {
  it('knows the usual words for a missing value', async () => {
    const tokens = ['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', 'null', 'None', '?', '-'];
    const profile = await profileOf(`x,y\n${tokens.map((token) => `${token},1`).join('\n')}\n5,2\n6,1\n`);
    expect(profile.columns[0]).toMatchObject({
      missing: tokens.length,
      texts: 0,
      distinct: 2,
      looks: 'number',
    });
    expect(profile.notes[0]).toEqual({
      row: 2,
      column: 'x',
      text: "The cell is empty. 10 such cells are filled with the column's mean.",
    });
  });

  it('distinguishes numbers from texts', async () => {
    const numbers = ['1', '-2.5', '+3', '.5', '5.', '1e3', '1E-3', ' 7 ', '007'];
    const texts = ['0x1F', '0b1', 'Infinity', '-inf', '1e999', '1e39', '1_000', '12a', '1,2', '--1', 'true'];
    const cells = [...numbers, ...texts].map((cell) => `"${cell}",1`);
    const [column] = (await profileOf(`x,y\n${cells.join('\n')}\n`)).columns;
    expect(column).toMatchObject({ texts: texts.length, missing: 0, from: -2.5, to: 1000 });
    expect(column?.counts.reduce((a, b) => a + b)).toBe(numbers.length);
  });

  it('reads decimal commas if the comma is not the delimiter, with a note', async () => {
    const profile = await profileOf('a;b\n3,14;1\n-0,5;2\n2;x\n,5;4\n');
    expect(profile.columns[0]).toMatchObject({ texts: 0, from: -0.5, to: 3.14 });
    expect(profile.notes).toContainEqual({
      row: 2,
      column: 'a',
      text: '“3,14” is read as a number with a decimal comma; 3 cells are written like this.',
    });
    // Nothing that can be read either way is taken for one of them unasked.
    const mixed = await profileOf('a;b\n3,14;1\n2.5;2\n4,14;1\n');
    expect(mixed).toMatchObject({
      decimal: 'comma',
      strayTexts: [{ row: 3, column: 'a', text: '2.5', cells: 1 }],
      otherReadings: [{ name: 'decimal point', options: { decimal: 'point' } }],
    });
  });

  it('reads thousands separators in comma-separated files, with a note', async () => {
    const profile = await profileOf('a,b\n"1,100",1\n950,2\n"-2,000,000.5",x\n');
    expect(profile.columns[0]).toMatchObject({ texts: 0, from: -2_000_000.5, to: 1100, looks: 'number' });
    expect(profile.header).toBe(true);
    expect(profile.notes).toContainEqual({
      row: 2,
      column: 'a',
      text: '“1,100” is read as 1100, with commas as thousands separators; 2 cells are written like this.',
    });
    // None of these has commas between thousands: with a decimal comma all are numbers.
    const decimals = await profileOf('a,b\n"1,10",1\n"0,100",2\n"1,1000",3\n",100",3\n5,4\n');
    expect(decimals.columns[0]).toMatchObject({ texts: 0, from: 0.1, to: 5 });
    const asked = await profileOf('a,b\n"1,10",1\n"0,100",2\n950,3\n951,3\n5,4\n', { decimal: 'point' });
    expect(asked.columns[0]).toMatchObject({ texts: 2, looks: 'number' });
  });

  it('profiles numbers and categories', async () => {
    const rows = ['red,0', 'red,16', 'blue,8', 'red,15.9', ',1', 'green,2', 'blue,4', 'red,4'];
    const [colour, size] = (await profileOf(`colour,size\n${rows.join('\n')}\n`)).columns;
    expect(colour).toMatchObject({ looks: 'categories', distinct: 3, missing: 1, counts: [] });
    expect(colour?.categories).toEqual([
      { text: 'red', count: 4 },
      { text: 'blue', count: 2 },
      { text: 'green', count: 1 },
    ]);
    expect(size).toMatchObject({ looks: 'number', distinct: 7, from: 0, to: 16 });
    expect(size?.counts).toEqual([1, 1, 1, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('counts distinct values up to a thousand', async () => {
    const rows = (n: number) => Array.from({ length: 1200 }, (_, i) => `${i % n},v${i % n}`).join('\n');
    const thousand = await profileOf(`a,b\n${rows(1000)}\n`);
    expect(thousand.columns.map(({ distinct }) => distinct)).toEqual([1000, 1000]);
    const more = await profileOf(`a,b\n${rows(1001)}\n`);
    expect(more.columns.map(({ distinct }) => distinct)).toEqual([Infinity, Infinity]);
  });

  it('names unnamed columns and renames duplicates, with a note', async () => {
    const profile = await profileOf('x,,x,x (2)\n1,2,3,4\n5,6,7,8\n');
    expect(profile.columns.map(({ name }) => name)).toEqual(['x', 'c2', 'x (3)', 'x (2)']);
    expect(profile.notes.filter(({ row }) => row !== undefined)).toEqual([
      { row: 1, column: 'c2', text: 'In the header column 2 has no name: it is called “c2” here.' },
      {
        row: 1,
        column: 'x (3)',
        text: 'In the header two columns are named “x”: the second one is called “x (3)” here.',
      },
    ]);
  });
});

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
const zip = bytes('PK\u0003\u0004rest');
const wide = `${Array.from({ length: 3000 }, (_, i) => `k${i}`).join(',')}\n${new Array(3000).fill('1').join(',')}\n`;
const classes = `x,class\n${Array.from({ length: 300 }, (_, i) => `${i},k${i % 257}`).join('\n')}\n`;

describe('an unusable CSV file is named with row and fault', () => {
  it.each([
    [
      'too few cells',
      'a,b,c\n1,2,3\n4,5\n',
      /too few cells\. \| bad\.csv, row 3 has 2 cells; the header has 3/,
    ],
    [
      'too many cells',
      'a,b\n1,2\n3,4,5\n',
      /too many cells\. \| bad\.csv, row 3 has 3 cells; the header has 2/,
    ],
    ['too many without a header', '1,2\n3,4,5\n6,7\n', /row 2 has 3 cells; the first row has 2/],
    ['empty', '', /This file is empty\. \| bad\.csv: It is empty/],
    ['blank lines alone', '\n\n  \n', /contains no rows\. \| bad\.csv/],
    ['a header alone', 'a,b,class\n', /header but no row\. \| bad\.csv .*: a, b, class/],
    ['one column', 'a\n1\n2\n', /Only one column was found\. \| bad\.csv: no comma separates its cells/],
    ['3,000 columns', wide, /too many columns\. \| bad\.csv has 3,000 columns; 2,048 are the most/],
    ['a picture', png, /not a table\. \| bad\.csv: It is a PNG image/],
    ['a JPEG', latin1('\u00ff\u00d8\u00ff\u00e0'), /It is a JPEG image/],
    ['a web page', '<!DOCTYPE html><html>404, not found', /It is a web page/],
    ['a zip', zip, /It is a zip archive/],
    ['a PDF', '%PDF-1.7 ...', /It is a PDF document/],
    ['bytes of no text', Uint8Array.from([65, 44, 66, 10, 0, 1, 2, 10]), /contains binary data/],
    ['an unclosed quote', 'a,b\n1,2\n"3,4\n5,6\n', /never closed\. \| bad\.csv, row 3/],
    ['text behind a quote', 'a,b\n1,2\n"3"x,4\n5,6\n', /wrong place\. \| bad\.csv, row 3/],
    ['an endless row', `a,b\n1,2\n"${'x'.repeat(5_000_000)}`, /no end\. \| bad\.csv, row 3 is longer than/],
    ['no line ends at all', 'x'.repeat(5_000_000), /no end\. \| bad\.csv, row 1/],
    [
      'one class only',
      'x,class\n1,a\n2,a\n3,a\n',
      /only one class\. \| bad\.csv, column class is “a” in every row/,
    ],
    [
      'a target without values',
      'x,class\n1,?\n2,?\n',
      /target has no value\. \| bad\.csv, column class is missing in every row/,
    ],
    ['257 classes', classes, /too many classes\. \| bad\.csv, column class has 257 .* 256 classes/],
    [
      'a row for each class',
      'x,class\n1,a\n2,b\n',
      /too few rows for a test\. \| bad\.csv, column class: every class/,
    ],
    ['a constant number as target', 'x,y\n1,7\n2,7\n3,7\n', /.*column y is 7 in every row/],
    [
      'gzip cut short',
      gzipSync('a,b\n1,2\n'.repeat(500)).subarray(0, -9),
      /gzip file is damaged.*\| bad\.csv/,
    ],
    ['gzip in gzip', gzipSync(gzipSync('a,b\n1,2\n')), /gzipped twice/],
    [
      'a gzip bomb',
      gzipSync(`a,b\n1,2\n${' '.repeat(80_000_000)}`),
      /no end|unpacks to far too much data\. \| bad\.csv/,
    ],
    [
      'a gzip bomb of blank rows',
      gzipSync(`a,b\n1,2\n${`${' '.repeat(2000)}\n`.repeat(40_000)}`),
      /far too much data\. \| bad\.csv has [\d.]+\skB/,
    ],
  ])('%s', async (_, content, message) => {
    expect(await problemOf([fileOf('bad.csv', content)])).toMatch(message);
  });

  it('a text in a column that the user chose as numbers', async () => {
    const file = fileOf('bad.csv', 'size,colour,class\n1,red,a\n2,blue,b\n3,red,a\n4,blue,b\n');
    const uses = { colour: 'number' } as const;
    expect(await problemOf([file], {}, { uses })).toMatch(
      /contains none\. \| bad\.csv, row 2, column colour: “red” is not a number, and no other cell is one/,
    );
    expect(await problemOf([file], {}, { task: 'regression' })).toMatch(
      /holds no numbers\. \| bad\.csv, column class has no number in any row/,
    );
    expect(await problemOf([file], {}, { target: 'nothing' })).toMatch(
      /no column “nothing”.*size, colour, class/,
    );
    expect(await problemOf([file], {}, { testShare: 0.95 })).toMatch(/It is 0\.95; it must be/);
    expect(await problemOf([file], {}, { splitSeed: 0.5 })).toMatch(/seed.*0\.5/);
    expect(await problemOf([file], {}, { uses: { size: 'leave-out', colour: 'leave-out' } })).toMatch(
      /No column is left/,
    );
  });

  it('too many categories, and more data than memory', async () => {
    const rows = Array.from({ length: 1500 }, (_, i) => `t${i},${i % 2}`);
    const many = fileOf('bad.csv', `text,class\n${rows.join('\n')}\n`);
    expect(await problemOf([many], {}, { uses: { text: 'categories' } })).toMatch(
      /too many categories\. \| bad\.csv, column text has more than 1,000/,
    );
    const head = Array.from({ length: 70 }, (_, j) => `t${j}`).join(',');
    const wider = Array.from({ length: 1000 }, (_, i) => `${new Array(70).fill(`v${i}`).join(',')},${i % 2}`);
    const uses = Object.fromEntries(Array.from({ length: 70 }, (_, j) => [`t${j}`, 'categories' as const]));
    const large = fileOf('bad.csv', `${head},class\n${wider.join('\n')}\n`);
    expect(await problemOf([large], {}, { uses })).toMatch(
      /too large\. \| bad\.csv: 1,000 rows × 70,000 inputs/,
    );
  });

  it('several tables at once, and files that are not data', async () => {
    const table = fileOf('a.csv', 'a,b\n1,2\n');
    expect(await problemOf([table, table])).toMatch(
      /do not form a data set\. \| a\.csv, a\.csv: Open one table/,
    );
    expect(await problemOf([fileOf('a.png', png)])).toMatch(/cannot be imported\. \| a\.png: It is a PNG/);
    expect(await problemOf([])).toMatch(/No file was chosen/);
  });
});
