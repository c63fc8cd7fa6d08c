import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examine } from '../index';
import type { FileProfile, ReadOptions } from '../table/table';
import { allocate, fileOf, inPieces, problemOf } from '../testSupport';

const folder = fileURLToPath(new URL('../../../../shared/cases/', import.meta.url));
const caseOf = (name: string) => fileOf(name, readFileSync(`${folder}${name}`));

const profileOf = async (content: string | Uint8Array, options: ReadOptions = {}, name = 'a.csv') =>
  (await examine([fileOf(name, content)], options)).profile;

const namesOf = ({ columns }: FileProfile) => columns.map(({ name }) => name);
const said = ({ notes }: FileProfile) => notes.map(({ row, text }) => `${row ?? ''}: ${text}`).join('\n');
const others = ({ otherReadings = [] }: FileProfile) => otherReadings.map(({ options }) => options);

/** Rows with numbers that follow no pattern. */
const rows = (n: number, row: (i: number, a: string, b: string) => string): string =>
  Array.from(
    { length: n },
    (_, i) => `${row(i, String(((i * 37) % 91) / 10), String(((i * 53) % 89) / 10))}\n`,
  ).join('');
const kinds = (i: number) => (i % 2 ? 'y' : 'x');
const plain = rows(20, (i, a, b) => `${a},${b},${kinds(i)}`);

describe.skipIf(!existsSync(folder))('real-world files (needs shared/cases)', () => {
  it.each([
    [
      'header-ends-in-comma.csv',
      40,
      ['leaf', 'length_mean', 'width_mean', 'gap_mean'],
      /1: Rows end in a comma/,
    ],
    [
      'r-row-names.txt',
      30,
      ['row names', 'width', 'height', 'kind'],
      /1: The header has 3 cells and the rows below it have 4/,
    ],
    [
      'double-tabs.txt',
      45,
      ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'],
      /8: Any run of tabs and spaces is one separator/,
    ],
    [
      'two-header-rows.csv',
      60,
      ['ID', 'LIMIT', 'GROUP', 'AGE', 'PAY', 'late next month'],
      /1: Rows 1 and 2 hold names/,
    ],
    [
      'title-above.csv',
      40,
      ['station', 'rain', 'wind', 'season'],
      /1: From here \(“Station report”\) 2 rows are above/,
    ],
    [
      'sentinel-minus200.csv',
      60,
      ['Date', 'Time', 'CO(GT)', 'S1', 'NMHC(GT)', 'T', 'RH'],
      /62: From here on 5 rows have only empty cells[\s\S]*1: Rows end in a semicolon: the 2 columns/,
    ],
    [
      'quotes-inside.tsv',
      30,
      ['id', 'kind', 'title', 'year', 'genre'],
      /11: Quotation marks are read as ordinary characters: here text continues/,
    ],
    ['blank-before-quote.csv', 30, ['height', 'colour', 'kind'], /^$/],
    ['repeated-header.csv', 40, ['u', 'v', 'kind'], /22: This row repeats the header: it is left out/],
    ['numbers-and-target-name.csv', 60, ['0', '1', '2', 'target'], /^$/],
    ['wavelength-headers-name-first.csv', 60, ['sample', '400.5', '410.5', '420.5'], /^$/],
    ['passenger-id.csv', 80, ['PassengerId', 'Survived', 'Class', 'Name', 'Fare'], /.*/],
  ])('%s', async (name, wanted, columns, notes) => {
    const { profile } = await examine([caseOf(name)]);
    expect(profile.rows).toBe(wanted);
    expect(namesOf(profile)).toEqual(columns);
    expect(said(profile)).toMatch(notes);
  });

  it('quotes-inside.tsv keeps its quotation marks, blank-before-quote.csv its comma', async () => {
    const tsv = await examine([caseOf('quotes-inside.tsv')]);
    const titles = tsv.profile.columns[2]!;
    expect(titles.distinct).toBe(30);
    const { columns } = (await examine([caseOf('blank-before-quote.csv')])).profile;
    expect(columns[1]?.categories.map(({ text }) => text)).toContain('red, dark');
  });

  it('row names are not an input, unless the user chooses so', async () => {
    const { profile, outcome } = await examine([caseOf('r-row-names.txt')]);
    expect(profile.suggested.uses['row names']).toBe('leave-out');
    expect(outcome(profile.suggested)).toMatchObject({ inputs: 2, outputs: 2 });
    const uses = { ...profile.suggested.uses, 'row names': 'number' as const };
    expect(outcome({ ...profile.suggested, uses }).inputs).toBe(3);
  });

  it('libsvm.txt: names the format and the way out', async () => {
    expect(await problemOf([caseOf('libsvm.txt')])).toMatch(/sparse format of LIBSVM .*load_svmlight_file/);
  });

  it('two header rows: the other reading is offered, and works', async () => {
    const { otherReadings } = (await examine([caseOf('two-header-rows.csv')])).profile;
    expect(otherReadings).toMatchObject([{ options: { header: true, headerRows: 1 } }]);
    const { profile } = await examine([caseOf('two-header-rows.csv')], otherReadings![0]!.options);
    expect([profile.rows, profile.headerRows]).toEqual([61, 1]);
  });
});

describe('trailing delimiters', () => {
  it.each([
    ['of the header', `a,b,kind,\n${plain}`],
    ['of all rows but the header', `a,b,kind\n${plain.replaceAll('\n', ',\n')}`],
    ['of all rows', `a,b,kind,\n${plain.replaceAll('\n', ',\n')}`],
    ['of some rows', `a,b,kind\n${plain.replaceAll('y\n', 'y,,\n')}`],
  ])('%s', async (_, text) => {
    const profile = await profileOf(text);
    expect([profile.rows, namesOf(profile)]).toEqual([20, ['a', 'b', 'kind']]);
    expect(said(profile)).toMatch(/Rows end in a comma/);
  });

  it('do not hide later values', async () => {
    const text = `a,b,kind,\n${rows(9000, (i, a, b) => `${a},${b},${kinds(i)},${i === 8500 ? 'late' : ''}`)}`;
    const profile = await profileOf(text);
    expect(profile.columns[3]).toMatchObject({ name: 'c4', texts: 1, missing: 8999 });
    expect(said(profile)).not.toMatch(/Rows end in/);
  });

  it('rows of empty cells are counted, even within a table', async () => {
    const profile = await profileOf(`a,b,kind\n${plain},,\n${plain},,\n , , \n`);
    expect(profile.rows).toBe(40);
    expect(said(profile)).toMatch(/22: From here on 3 rows have only empty cells: they are left out/);
  });
});

describe('row names', () => {
  it.each([
    ['tabs', 'w\th\tkind\n', '\t'],
    ['commas', 'w,h,kind\n', ','],
    ['spaces', '"w" "h" "kind"\n', ' '],
  ])('in R’s tables with %s', async (_, header, mark) => {
    const profile = await profileOf(`${header}${rows(9, (i, a, b) => [`r${i}`, a, b, kinds(i)].join(mark))}`);
    expect(namesOf(profile)).toEqual(['row names', 'w', 'h', 'kind']);
    expect([profile.rows, profile.suggested.uses['row names']]).toEqual([9, 'leave-out']);
  });

  it('are all distinct: otherwise the header lacks a cell', async () => {
    const text = `w,h\n${rows(9, (i, a, b) => `${kinds(i)},${a},${b}`)}`;
    expect(await problemOf([fileOf('bad.csv', text)])).toMatch(
      /bad\.csv, row 1 has 2 cells; most rows have 3\. .*skip rows/,
    );
  });

  it('in pandas’ unnamed first column', async () => {
    const profile = await profileOf(`,a,kind\n${rows(9, (i, a) => `${i},${a},${kinds(i)}`)}`);
    expect(profile.suggested.uses.c1).toBe('leave-out');
    expect(said(profile)).toMatch(/holds the names of the rows/);
    // Measurements are no names, though their column has none.
    const measured = await profileOf(`,a,kind\n${rows(9, (i, a, b) => `${b},${a},${kinds(i)}`)}`);
    expect(measured.suggested.uses.c1).toBe('number');
  });
});

describe('white space', () => {
  it.each([
    ['columns of fixed width', rows(9, (i, a, b) => `  ${a.padStart(6)}    ${b.padStart(8)}  ${i % 3} `), 3],
    ['tabs among spaces', rows(9, (i, a, b) => `${a} \t${b}${i % 2 ? '\t\t' : ' '}${i % 3}`), 3],
    ['a tab before a quoted text', rows(9, (i, a, b) => `${a}   ${b}\t"car ${i} x"`), 3],
    ['decimal commas', rows(9, (i) => `1,${i} 2,${i} 3,${i}`), 3],
    ['no spaces but tabs', rows(9, (i, a) => `${a}\tnew town ${i}\t${kinds(i)}`), 3],
    ['words in cells', `name,city\n${rows(9, (i) => `bob ${i},paris ${i % 2}`)}`, 2],
  ])('%s', async (_, text, wanted) => {
    const { columns, delimiter } = await profileOf(text, {}, 'a.txt');
    expect([columns.length, delimiter]).toEqual([
      wanted,
      { tabs: '\t', cells: ',' }[_.slice(-5).trim()] ?? ' ',
    ]);
  });

  it('a double tab after the sampled rows leads to another reading, not to shifted cells', async () => {
    const text = rows(40_000, (i, a, b) => `${a}\t${b}\t${i === 39_000 ? '\t' : ''}${i % 3}`);
    const profile = await profileOf(text);
    expect(profile).toMatchObject({ rows: 40_000, delimiter: ' ' });
    expect(profile.columns[2]).toMatchObject({ distinct: 3, missing: 0 });
    expect(said(profile)).toMatch(
      /39001: .* a row would have 4 cells instead of 3: so any run of spaces and tabs/,
    );
  });
});

describe('header rows', () => {
  it.each([
    ['units', 'length,mass,kind\nm,kg,\n', ['length m', 'mass kg', 'kind']],
    ['units in brackets', 'length,mass,kind\n[m],[kg],[-]\n', ['length [m]', 'mass [kg]', 'kind [-]']],
    ['units in words', 'length,age,kind\nmetres,months,-\n', ['length metres', 'age months', 'kind']],
    ['units of both', 'length,dose,kind\nfeet,mg/dL,\n', ['length feet', 'dose mg/dL', 'kind']],
    ['descriptions', 'X1,X2,Y\nfirst thing,second thing,class\n', ['first thing', 'second thing', 'class']],
    ['groups', 'length,length,\nmean,sd,kind\n', ['length mean', 'length sd', 'kind']],
    ['types', 'a,b,kind\nfloat,float,string\n', ['a', 'b', 'kind']],
    ['pandas’ index', 'length,length,what\nmean,sd,kind\nn,,\n', ['length mean n', 'length sd', 'what kind']],
  ])('%s', async (_, header, names) => {
    const profile = await profileOf(`${header}${plain}`);
    expect([profile.rows, namesOf(profile)]).toEqual([20, names]);
    expect(others(profile)).toContainEqual({ header: true, headerRows: 1 });
  });

  it.each([
    ['texts that went wrong', 'n.d.,broken,x\n'],
    ['one text', '1.5,broken,x\n'],
    ['the same word twice', 'error,error,x\n'],
    ['a class that comes again', 'low,high,y\n'],
  ])('%s in the first data row are not names', async (_, first) => {
    const profile = await profileOf(`a,b,kind\n${first}${plain}`);
    expect([profile.rows, profile.headerRows]).toEqual([21, 1]);
  });

  it('are as many as the user says', async () => {
    const text = `a,b\n1,2\n3,4\n5,6\n`;
    expect(namesOf(await profileOf(text, { headerRows: 2 }))).toEqual(['1', '2']);
    expect((await profileOf(text, { header: false })).rows).toBe(4);
    expect((await profileOf(text, { header: true, headerRows: 1 })).rows).toBe(3);
  });
});

describe('whether the first row is a header', () => {
  it.each([
    ['years', '2001,2002,2003\n', rows(9, (i, a, b) => `${a},${b},${i % 5}.5`), true],
    ['columns that are counted', '0,1,2,3\n', rows(9, (i, a, b) => `${a},${b},0.5,${i % 2}`), true],
    ['wavelengths and a name', '401.2,410.9,class\n', rows(9, (i, a, b) => `${a},${b},${kinds(i)}`), true],
    ['days', 'place,1/22/20,1/23/20\n', rows(9, (i, a, b) => `p${i},${a},${b}`), true],
    ['an index above counts', ',0,1\n', rows(9, (i, a, b) => `${i},${a},${b}`), true],
    ['rising numbers above such', '0,1,2\n', rows(9, (i) => `${i},${i + 1},${i + 2}`), false],
    ['a class that comes again', '5.1,3.5,x\n', plain, false],
    ['a text that went wrong', '?x,2.5,3.5,x\n', rows(9, (i, a, b) => `${a},${b},1.5,${kinds(i)}`), false],
    [
      'wavelengths above rows that lack a value',
      '400,410,420\n',
      rows(8, (i, a) => (i % 2 ? ',1,2' : `0.5,0.7,${a}`)),
      true,
    ],
    [
      'wavelengths with marks',
      '"1,400 nm";"1,410 nm";"1,420 nm"\n',
      rows(9, (i, a, b) => `${a};${b};${i % 5}.5`),
      true,
    ],
    ['scikit-learn’s', '150,4,setosa,versicolor\n', rows(9, (i, a, b) => `${a},${b},${a},${i % 3}`), true],
  ])('%s', async (_, first, body, header) => {
    expect((await profileOf(first + body)).header).toBe(header);
  });

  it('if ambiguous, the other reading is offered, and has one more row', async () => {
    const text = `2001,2002,2003\n${rows(9, (i, a, b) => `${a},${b},${i % 5}.5`)}`;
    const profile = await profileOf(text);
    expect(others(profile)).toEqual([{ header: false }]);
    expect((await profileOf(text, { header: false })).rows).toBe(profile.rows + 1);
  });
});

describe('above and below the table', () => {
  it.each([
    ['a title', 'Report of May\n', 1],
    ['a title with commas', 'Report, of May\nBy Ann, Bob, Zoe, and Tom\n\n', 3],
    ['a title as spreadsheets write it', 'Report,,\n,,\n', 2],
    ['keys and values', 'Station: 7\nOperator: Ann, Bob\nDate,2020-01-01\n\n', 4],
    ['a number', '20\n', 1],
    ['comments behind %', '% May\n% x, y\n', 2],
    ['comments behind //', '// May, hot, dry\n', 1],
    ['a title and a comment', 'Report\n# May, hot, dry\n', 2],
  ])('%s', async (_, above, skipRows) => {
    const profile = await profileOf(`${above}a,b,kind\n${plain}`);
    expect(profile).toMatchObject({ rows: 20, skipRows, header: true });
    expect(namesOf(profile)).toEqual(['a', 'b', 'kind']);
    // What was guessed can be said, and then everything is the same.
    const { rows: again, columns } = await profileOf(`${above}a,b,kind\n${plain}`, { skipRows });
    expect([again, columns]).toEqual([20, profile.columns]);
  });

  it.each([
    ['a source', '\nSource: office, Berlin, 2020, table 7\n'],
    ['a sum', 'Total,12.5\n'],
    ['a padded sum', 'Total,,\n'],
    ['notes', '\nNotes\nNote: x, y, z\n'],
    ['psql’s', '(20 rows)\n'],
  ])('%s below', async (_, below) => {
    const profile = await profileOf(`a,b,kind\n${plain}${below}`);
    expect([profile.rows, profile.columns[0]?.texts]).toEqual([20, 0]);
    expect(said(profile)).toMatch(/(is|are) below the table: (it is|they are) skipped/);
  });

  it('totals between rows are rows', async () => {
    const profile = await profileOf(`a,b,kind\n${plain}Total,1,x\n${plain}`);
    expect([profile.rows, profile.columns[0]?.texts]).toEqual([41, 1]);
  });

  it.each(['Total', 'Grand total', 'Sum', 'TOTAL'])('%s below rows with names is not a row', async (name) => {
    const table = rows(12, (i) => `place ${i % 5},${i},${i * 3},${kinds(i)}`);
    const header = 'place,a,b,kind\n';
    const profile = await profileOf(`${header}${table}${name},66,198,\n`);
    expect(profile.rows).toBe(12);
    expect(said(profile)).toMatch(
      /14: This row \(“(Total|Grand total|Sum|TOTAL) 66 198”\) is below the table/,
    );
    // Rows follow it, or it was a value before.
    expect((await profileOf(`${header}${table}${name},66,198,a\n${table}`)).rows).toBe(25);
    expect((await profileOf(`${header}${name},1,2,a\n${table}${name},66,198,b\n`)).rows).toBe(14);
  });

  it('rows with one cell too few are not taken for titles or footnotes', async () => {
    const of = (text: string) => problemOf([fileOf('bad.csv', text)]);
    expect(await of(`1,2\n${plain}`)).toMatch(/bad\.csv, row 1 has 2 cells; most rows have 3\. .*skip rows/);
    expect(await of(`a,b,kind,extra\n${plain}`)).toMatch(/row 1 has 4 cells; most rows have 3/);
    expect(await of(`a,b,kind\n${plain}7,8\n`)).toMatch(/row 22 has 2 cells; the header has 3/);
    expect(await of(`a,b,kind\n1,2\n${plain}`)).toMatch(/row 2 has 2 cells; the header has 3/);
    expect(await of(`a,b,kind\n${plain}7,8,x, dark\n${plain}`)).toMatch(
      /row 22 has 4 cells; .*quotation marks/,
    );
  });

  it('repeated headers and comments of concatenated files', async () => {
    const part = `\ufeff# logger\na,b,kind\n${plain}`;
    const profile = await profileOf(part + part + part);
    expect(profile.rows).toBe(60);
    expect(said(profile)).toMatch(/24: This row repeats the header: it is left out, with 1 more such row/);
  });

  it('skipping every row is reported', async () => {
    expect(await problemOf([fileOf('bad.csv', `a,b,kind\n${plain}`)], { skipRows: 99 })).toMatch(
      /nothing below the 99 skipped rows/,
    );
  });
});

describe('quotation marks', () => {
  const movies = (title: (i: number) => string, mark = '\t', n = 20) =>
    `id${mark}title${mark}year\n${rows(n, (i) => [`t${i}`, title(i), 1900 + (i % 7)].join(mark))}`;

  it.each([
    ['with text behind them', (i: number) => (i === 5 ? '"Ring" it' : 'plain'), '"Ring" it'],
    ['that is never closed', (i: number) => (i === 5 ? '"Ring' : 'plain'), '"Ring'],
    [
      'of which another one closes the cell lines below',
      (i: number) => (i === 5 ? '"Ring' : i === 9 ? 'x"' : 'plain'),
      '"Ring',
    ],
  ])('in a TSV, a single %s is a literal character', async (_, title, text) => {
    const profile = await profileOf(movies(title));
    expect(profile).toMatchObject({ rows: 20, quotes: false });
    expect(profile.columns[1]?.categories.map((one) => one.text)).toContain(text);
    expect(said(profile)).toMatch(/7: Quotation marks are read as ordinary characters/);
  });

  it('in a TSV, after the sampled rows, too', async () => {
    const profile = await profileOf(
      movies((i) => (i === 29_000 ? '"Ring" it' : 'plain, or not'), '\t', 30_000),
    );
    expect(profile).toMatchObject({ rows: 30_000, quotes: false });
    expect(said(profile)).toMatch(
      /29002: .* text follows a closing quotation mark: so quotation marks are read/,
    );
  });

  it('closed only several lines below do not swallow rows', async () => {
    for (const mark of ['\t', ',']) {
      const title = (i: number) => (i === 29_000 ? '"Ring' : i === 29_004 ? 'x"' : 'plain');
      const profile = await profileOf(movies(title, mark, 30_000));
      expect(profile).toMatchObject({ rows: 30_000, quotes: false });
      expect(said(profile)).toMatch(
        /29002: .* holds a line end: so quotation marks are read as ordinary characters/,
      );
    }
  });

  it('enclose TSV cells that contain tabs or line ends', async () => {
    for (const inside of ['a\tb', 'a\nb']) {
      const profile = await profileOf(movies((i) => `"${inside}${i % 3}"`));
      expect(profile).toMatchObject({ rows: 20, quotes: true });
      expect(profile.columns[1]?.categories.map((one) => one.text)).toContain(`${inside}0`);
    }
  });

  it('a multi-line cell stays one cell if its lines would not be valid rows', async () => {
    const text = `a,b,kind\n${rows(20_000, (i, a, b) => `${a},${b},${kinds(i)}`)}1,2,"x\ny"\n${plain}`;
    expect((await profileOf(text)).rows).toBe(20_021);
  });

  it('in a CSV, a fault names the row and a way out that works', async () => {
    const text = movies((i) => (i === 5 ? '"Ring' : 'plain'), ',');
    expect(await problemOf([fileOf('bad.csv', text)])).toMatch(
      /never closed\. \| bad\.csv, row 7: .*\(quotes: no\)/,
    );
    expect(await profileOf(text, { quotes: false })).toMatchObject({ rows: 20, quotes: false });
    const behind = movies((i) => (i === 5 ? '"Ring" it' : '"plain"'), ',');
    expect(await problemOf([fileOf('bad.csv', behind)])).toMatch(
      /wrong place\. \| bad\.csv, row 7: .*\(quotes: no\)/,
    );
  });

  it.each([
    ['blanks before and behind', `"a" ,  "b"\n${rows(9, (i) => `"x, ${i % 2}" , "${i}" `)}`, 'x, 0'],
    ['backslashes', `a,b\n${rows(9, (i) => `"say \\"hi, ${i % 2}\\"",${i}`)}`, 'say "hi, 0"'],
    ['single marks', `'a','b'\n${rows(9, (i) => `'x, ${i % 2}','${i}'`)}`, 'x, 0'],
    ['single marks without need', `'a','b'\n${rows(9, (i) => `'x ${i % 2}','${i}'`)}`, 'x 0'],
    ['typographic marks', `“a”,“b”\n${rows(9, (i) => `“x, ${i % 2}”,“${i}”`)}`, 'x, 0'],
    ['apostrophes', `a,b\n${rows(9, (i) => `'tis ${i % 2},${i}`)}`, "'tis 0"],
    ['inches', `a,b\n${rows(9, (i) => `5" ${i % 2},${i}`)}`, '5" 0'],
    ['a path that ends in a backslash', `a,b\n${rows(9, (i) => `"C:\\d${i % 2}\\",${i}`)}`, 'C:\\d0\\'],
  ])('%s', async (_, text, wanted) => {
    const profile = await profileOf(text);
    expect([profile.rows, namesOf(profile)]).toEqual([9, ['a', 'b']]);
    expect(profile.columns[0]?.categories.map((one) => one.text)).toContain(wanted);
  });

  it('both readings are offered if both are possible', async () => {
    const profile = await profileOf(movies((i) => (i === 5 ? '"Ring' : i === 9 ? 'x"' : 'plain')));
    expect(others(profile)).toContainEqual({ quotes: true });
  });
});

describe('delimiters', () => {
  it.each(['|', '||', '::', '^', '~', ':', ';', '\t'] as const)('%j', async (mark) => {
    for (const name of ['a.csv', 'a.txt']) {
      const text = `a b${mark}b${mark}kind\n${rows(9, (i, a, b) => [a, b, kinds(i)].join(mark))}`;
      const profile = await profileOf(text, {}, name);
      expect([profile.delimiter, namesOf(profile)]).toEqual([mark, ['a b', 'b', 'kind']]);
    }
  });

  it('two that both fit: the other one is offered, with what would differ', async () => {
    const { delimiter, otherReadings } = await profileOf('a;b,c;d\nx;u,v;y\nz;s,t;w\n');
    expect([delimiter, otherReadings]).toMatchObject([
      ';',
      [{ options: { delimiter: ',' }, differs: expect.stringMatching(/2 columns instead of 3: a;b \| c;d/) }],
    ]);
  });

  it.each([';', '\t', '|'] as const)('%j, if all commas are decimal commas', async (mark) => {
    const lines = rows(30, (i) => [`${7000 + i},63`, ['New York', 'Bonn'][i % 2], `${i % 3},0`].join(mark));
    expect(await profileOf(lines)).toMatchObject({
      delimiter: mark,
      decimal: 'comma',
      header: false,
      rows: 30,
    });
    const named = `Report\n\n${['place', 'kind', 'height'].join(mark)}\n${rows(12, (i) => [`Bonn`, 'ab'[i % 2], `${i},26e+07`].join(mark))}Total${mark}${mark}\n`;
    expect(await profileOf(named)).toMatchObject({ delimiter: mark, decimal: 'comma', rows: 12 });
  });

  it('a tab is a delimiter even if the texts contain commas', async () => {
    const text = `name\tcity, state\n${rows(9, (i) => `bob\tparis, ${i % 2}`)}`;
    const profile = await profileOf(text);
    expect([profile.delimiter, namesOf(profile)]).toEqual(['\t', ['name', 'city, state']]);
  });

  it('unusual ones are reported', async () => {
    expect(await problemOf([fileOf('bad.csv', 'a§b\n1§2\n3§4\n')])).toMatch(/Each row holds “§”/);
  });
});

describe('text', () => {
  const text = `näme,b,kind\n${plain}`;
  const utf16 = (little: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * text.length));
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
    return new Uint8Array(view.buffer);
  };

  it.each([
    ['UTF-16 without a mark, little end first', utf16(true)],
    ['UTF-16 without a mark, big end first', utf16(false)],
    ['"\\r"', text.replaceAll('\n', '\r')],
    ['mixed line ends', text.replace('\n', '\r').replace('x\n', 'x\r\n')],
    ['Ctrl-Z at the end', `${text}\u001a`],
    ['Ctrl-Z and a line end', `${text.replaceAll('\n', '\r\n')}\u001a\r\n`],
    ['no last line end', text.slice(0, -1)],
    ['two byte order marks', `\ufeff\ufeff${text}`],
  ])('%s', async (_, content) => {
    const wanted = await profileOf(text);
    expect({ ...(await profileOf(content)), files: [] }).toEqual({ ...wanted, files: [] });
    const pieces = inPieces(fileOf('a.csv', content), 5);
    expect({ ...(await examine([pieces])).profile, files: [] }).toEqual({ ...wanted, files: [] });
  });

  it('a NUL is reported with its row, wherever it is', async () => {
    const long = `a,b,kind\n${rows(9000, (i, a, b) => `${a},${b},${i === 8000 ? '\0' : 'x'}`)}`;
    expect(await problemOf([fileOf('bad.csv', long)])).toMatch(
      /not a table\. \| bad\.csv, line 8,002: .*NUL bytes/,
    );
  });
});

describe('other formats are recognised by content, with a way out', () => {
  it.each([
    ['SVMlight with queries', '1 qid:3 1:0.5 7:2\n2 qid:3 2:0.5 # doc\n', /sparse format of LIBSVM/],
    ['ARFF', '% x\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n1,2\n', /ARFF/],
    ['JSON lines', '{"a":1,"b":2}\n{"a":3,"b":4}\n', /JSON Lines, with one object per line: .*lines=True/],
    [
      'JSON of columns, as pandas writes it',
      '{"a":{"0":1,"1":2},"b":{"0":3,"1":4}}',
      /JSON: .*pd\.read_json\(FILE\)\.to_csv/,
    ],
    ['JSON of one row', '{"a":1,"b":2}\n', /lines=True/],
    ['Parquet', 'PAR1\u0015\u0004', /pd\.read_parquet\(FILE\)/],
    ['Feather', 'ARROW1\0\0', /pd\.read_feather\(FILE\)/],
    ['Stata before 13', 'r\u0002\u0001\0\u0003\0', /pd\.read_stata\(FILE\)/],
    ['JSON', '[{"a":1,"b":2},\n{"a":3,"b":4}]\n', /It is JSON/],
    ['Markdown', '| a | b |\n|---|--:|\n| 1 | 2 |\n', /Markdown/],
    ['HTML', '<table><tr><td>1</td></tr></table>\n', /HTML table/],
    ['MatrixMarket', '%%MatrixMarket matrix coordinate real general\n5 5 1\n1 1 2.0\n', /MatrixMarket/],
    ['SQL', '-- dump\nCREATE TABLE t (a int, b int);\n', /SQL/],
    ['Stata', '<stata_dta><header>', /Stata/],
    ['SPSS', '$FL2@(#) SPSS DATA FILE', /SPSS/],
    ['R', 'RDX3\nX\n', /data file of R/],
    ['Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n', /Git LFS/],
    ['bzip2', 'BZh91AY', /bzip2/],
  ])('%s', async (_, content, message) => {
    for (const name of ['bad.csv', 'bad.txt'])
      expect(await problemOf([fileOf(name, content)])).toMatch(message);
  });

  it.each([
    ['brackets in names', '[note],b\n[x],2\n[y],3\n'],
    ['braces in cells', '{a},b\n{x},2\n{y},3\n'],
    ['times', 'at,b\n12:30,2\n12:31,3\n'],
    ['percent', '%a,b\n3,2\n4,3\n'],
  ])('%s are not mistaken for another format', async (_, text) => {
    expect((await profileOf(text)).rows).toBe(2);
  });
});

it('the data set has the same bytes for chunks of any size', async () => {
  const text = `Report\n\na,b,kind,\n${plain}Total,7\n`;
  const bytesOf = async (file: ReturnType<typeof fileOf>) => {
    const { profile, make } = await examine([file]);
    return make(profile.suggested, 'own-a', allocate).dataset.train.inputs;
  };
  const whole = await bytesOf(fileOf('a.csv', text));
  expect(whole.length).toBe(2 * 16);
  expect(await bytesOf(inPieces(fileOf('a.csv', text), 3))).toEqual(whole);
});
