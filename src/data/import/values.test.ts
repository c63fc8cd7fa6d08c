/** What cells mean: numbers of one locale, texts as they are written, what is missing, what is asked about, what is suggested. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { previewOf } from '../preview';
import { examine } from './index';
import type { ImportChoices, ReadOptions } from './table/table';
import { allocate, fileOf, npyOf, problemOf } from './testSupport';

const open = (text: string, options: ReadOptions = {}, name = 'v.csv') =>
  examine([fileOf(name, text)], options);
const profileOf = async (text: string, options: ReadOptions = {}) => (await open(text, options)).profile;
const repeat = (line: (i: number) => string, n = 60) =>
  `${Array.from({ length: n }, (_, i) => line(i)).join('\n')}\n`;
const up = (n: number) => Array.from({ length: n }, (_, i) => i);
/** For columns that are to stand in the order of the file. */
const inOrder: Partial<ImportChoices> = { standardise: false, testShare: 0.01 };

/** A column of inputs in the file's unit, sorted. */
function valuesOf({ inputs, offset, train, test }: Dataset, j: number): number[] {
  const values = [train, test].flatMap(({ size, inputs: kept }) =>
    up(size).map((i) => kept[i * inputs + j]! + (offset?.[j] ?? 0)),
  );
  return values.sort((a, b) => a - b);
}
/** The same as the network reads it. */
function readOf({ inputs, mean, deviation, train, test }: Dataset, j: number): number[] {
  const [m, d] = [mean, deviation].map((one) => (typeof one === 'number' ? one : one[j]!)) as [
    number,
    number,
  ];
  return [train, test].flatMap(({ size, inputs: kept }) =>
    up(size).map((i) => (kept[i * inputs + j]! - m) / d),
  );
}
const singles = (values: readonly number[]) => values.map(Math.fround).sort((a, b) => a - b);
async function columnOf(cells: readonly string[], options: ReadOptions = {}, other = '0,5') {
  const rows = cells.map((cell, i) => `"${cell}";"${other}";${'ab'[i % 2]}`).join('\n');
  const { profile, make } = await open(`x;o;class\n${rows}\n`, options);
  const uses = { x: 'number', o: 'number' } as const;
  return {
    profile,
    values: valuesOf(make({ ...profile.suggested, ...inOrder, uses }, 'v', allocate).dataset, 0),
  };
}

describe('the number format', () => {
  it.each([
    ['a comma elsewhere in the file', ['26.064', '437', '1.183'], '0,5', [437, 1183, 26_064]],
    ['a point elsewhere in the file', ['26.064', '437', '1.183'], '0.5', [1.183, 26.064, 437]],
    ['the column itself, against the file', ['2.5', '26.064', '437'], '0,5', [2.5, 26.064, 437]],
    ['nothing but a semicolon', ['1,234', '5', '6,5'], '1', [1.234, 5, 6.5]],
    ['groups of both sizes', ['1.100,50', '2.000,25', '7'], '1', [7, 1100.5, 2000.25]],
    ['spaces', ['1 234,5', '2\u202f000', '7\u00a0000,25'], '1', [1234.5, 2000, 7000.25]],
    ['apostrophes', ["1'234.50", '12', '1\u2019000'], '1', [12, 1000, 1234.5]],
    ['India', ['1,23,456', '12,34,567.5', '7'], '0.5', [7, 123_456, 1_234_567.5]],
    ['minus signs', ['\u22128.55', '(12.50)', '3-', '\u20131'], '0.5', [-12.5, -8.55, -3, -1]],
    ['full width', ['\uff11\uff12', '3', '4'], '1', [3, 4, 12]],
    ['Fortran', ['1.5D+03', '2.5D-01', '1.0D+00'], '0.5', [0.25, 1, 1500]],
  ] as const)('is decided by %s', async (_, cells, other, wanted) => {
    expect((await columnOf(cells, {}, other)).values).toEqual(singles(wanted));
  });

  it('can be forced by the user, with a note on what the other reading changes', async () => {
    const text = `a;b;class\n${repeat((i) => `${1 + i}.064;${i};${'ab'[i % 2]}`, 30)}`;
    const point = await profileOf(text);
    expect(point.decimal).toBe('point');
    expect(point.otherReadings).toEqual([
      {
        name: 'decimal comma',
        options: { decimal: 'comma' },
        differs: '“1.064” would be 1064, as 30 cells of a.',
      },
    ]);
    expect(point.notes[0]?.text).toBe(
      '“1.064” is read as 1.064, as 30 cells of a; with a decimal comma it would be 1064. The file does not tell which is right.',
    );
    const comma = await profileOf(text, point.otherReadings![0]!.options);
    expect(comma).toMatchObject({ decimal: 'comma', columns: [{ from: 1064, to: 30_064 }, {}, {}] });
    expect(comma.otherReadings?.[0]).toMatchObject({ options: { decimal: 'point' } });
    const forced = await profileOf('a;b;class\n1,84;1;x\n2,5;2;y\n3,5;3;x\n', { decimal: 'point' });
    expect(forced.columns[0]).toMatchObject({ looks: 'categories', texts: 3 });
  });

  it('is decided by the whole file, even if its first rows suggest another or none', async () => {
    const start = repeat((i) => `${i % 900}.064;${i};${'ab'[i % 2]}`, 30_000);
    const late = `${start}1,5;${'0,5'};a\n`;
    expect(late.length).toBeGreaterThan(2 ** 18);
    const profile = await profileOf(`a;b;class\n${late}`);
    // “0.064” is a number with a decimal point only: those are asked about, not read as 64.
    expect(profile.decimal).toBe('point');
    const whole = repeat((i) => `${1 + (i % 900)}.064;${i};${'ab'[i % 2]}`, 30_000);
    const comma = await profileOf(`a;b;class\n${whole}1,5;${'0,5'};a\n`);
    expect(comma).toMatchObject({
      decimal: 'comma',
      columns: [{ from: 1.5, to: 900_064, texts: 0 }, {}, {}],
    });
  });

  it('never reads a date, time, version, address or list as a number', async () => {
    const cells = [
      '01/03/2004',
      '00.00.00',
      '2004-03-01',
      '1.2.3',
      '192.168.100.200',
      '10.0.0.1',
      '1:30',
      '1,2,3',
    ];
    for (const cell of cells) {
      const rows = repeat((i) => `"${cell}";${i}`, 3);
      expect((await profileOf(`x;y\n${rows}`)).columns[0], cell).toMatchObject(
        cell === '192.168.100.200' ? {} : { texts: 3, looks: 'categories' },
      );
    }
    const addresses = repeat((i) => `10.0.${i}.${i * 3},${i}`);
    expect((await profileOf(`ip,y\n${addresses}`)).columns[0]).toMatchObject({ texts: 60 });
  });

  it('reads times and dates with points as such if commas are decimal', async () => {
    for (const cell of [
      (i: number) => `${10 + (i % 14)}.${10 + (i % 50)}`,
      (i: number) => `${1 + (i % 31)}.${i % 2 ? '07' : '12'}`,
    ]) {
      const { columns, suggested } = await profileOf(
        `at;v;class\n${repeat((i) => `${cell(i)};${i},5;${'ab'[i % 2]}`)}`,
      );
      expect([columns[0]?.looks, suggested.uses.at]).toEqual(['categories', 'leave-out']);
      const points = await profileOf(`at,v,class\n${repeat((i) => `${cell(i)},${i}.5,${'ab'[i % 2]}`)}`);
      expect(points.columns[0]?.looks).toBe('number');
    }
  });

  it('notes cells read other than they look, with an example and a count', async () => {
    const { profile } = await columnOf(['CHF 1.234,50', 'CHF 7', 'CHF -3,5']);
    expect(profile.columns[0]).toMatchObject({ looks: 'number', from: -3.5, to: 1234.5, texts: 0 });
    const texts = profile.notes.filter(({ column }) => column === 'x').map(({ text }) => text);
    expect(texts).toContain('“CHF 1.234,50” is read as 1234.5; the unit of all cells is CHF.');
    const fortran = await columnOf(['1.5D+03', '3', '4'], {}, '0.5');
    expect(fortran.profile.notes[0]?.text).toBe('“1.5D+03” is read as 1500; 1 cell is written like this.');
    const minus = await columnOf(['(12.50)', '3', '4'], {}, '0.5');
    expect(minus.profile.notes[0]?.text).toBe('“(12.50)” is read as -12.5; 1 cell is written like this.');
  });

  it('several units in one column are a question', async () => {
    const rows = (cell: (i: number) => string) => `size,class\n${repeat((i) => `${cell(i)},${'ab'[i % 2]}`)}`;
    const kilo = await open(rows((i) => `${i} ${i % 2 ? 'kg' : 'lb'}`));
    // The unit that most cells have is the column's: the others are asked about.
    expect(kilo.profile.columns[0]).toMatchObject({ looks: 'number', texts: 30, from: 0, to: 58 });
    expect(kilo.profile.strayTexts?.slice(0, 2)).toEqual([
      { column: 'size', row: 3, text: '1 kg', cells: 1 },
      { column: 'size', row: 5, text: '3 kg', cells: 1 },
    ]);
    expect(() => kilo.outcome(kilo.profile.suggested)).toThrow(
      /“1 kg” has the unit “kg”, and other cells have “lb”/,
    );
    const numbers = { ...kilo.profile.suggested, textsAreMissing: ['size'] };
    expect(kilo.outcome(numbers).notes.map(({ text }) => text)).toEqual([
      '“0 lb” is read as 0; the unit of 30 cells is lb.',
      "“1 kg” is not a number. 30 such cells are filled with the column's mean.",
    ]);
    const half = await open(rows((i) => (i % 3 ? `${i}%` : `${i / 100}`)));
    expect(() => half.outcome(half.profile.suggested)).toThrow(
      /Units are mixed.*row 3, column size: “1%” .* Save the column in one unit, declare it as missing, read the column as categories, or leave it out/,
    );
    const few = await open(rows((i) => (i === 7 ? '7 kg' : String(i))));
    expect(few.profile.strayTexts).toEqual([{ column: 'size', row: 9, text: '7 kg', cells: 1 }]);
    expect(() => few.outcome(few.profile.suggested)).toThrow(/Units are mixed.*row 9, column size: “7 kg”/);
    const stray = await open(rows((i) => (i === 7 ? 'n.k.' : `${i} kg`)));
    expect(stray.profile.columns[0]).toMatchObject({ looks: 'number', from: 0, to: 59, texts: 1 });
    expect(stray.profile.strayTexts).toMatchObject([{ text: 'n.k.', row: 9 }]);
  });
});

describe('a word after a number', () => {
  const profileWith = async (cell: (i: number) => string) =>
    profileOf(`x,v,class\n${repeat((i) => `${cell(i)},${(i * 3) % 7}.5,${'ab'[i % 2]}`)}`);

  it('is a unit if known, in singular and plural', async () => {
    for (const [one, more, unit] of [
      ['year', 'years', 'years'],
      ['day', 'Days', 'days'],
      ['lb', 'lbs', 'lb'],
    ]) {
      const { columns, strayTexts, notes } = await profileWith((i) => (i % 5 ? `${i} ${more}` : `1 ${one}`));
      expect(columns[0]).toMatchObject({ looks: 'number', texts: 0, from: 1, to: 59 });
      expect(strayTexts ?? []).toEqual([]);
      expect(notes[0]?.text).toBe(`“1 ${one}” is read as 1; the unit of all cells is ${unit}.`);
    }
  });

  it('makes the cell a date or a text otherwise', async () => {
    const dates = await profileWith((i) => `${(i % 28) + 1} ${['May', 'Jan', 'Dec'][i % 3]}`);
    expect(dates.columns[0]).toMatchObject({ looks: 'categories', texts: 60, counts: [] });
    expect(dates.suggested.uses.x).toBe('leave-out');
    for (const word of ['Oak', 'Eleven', 'May', 'Jan']) {
      const among = await profileWith((i) => (i % 9 ? String(i) : `7 ${word}`));
      expect(among.columns[0]).toMatchObject({ looks: 'number', texts: 7 });
      expect(among.strayTexts).toEqual([{ column: 'x', row: 2, text: `7 ${word}`, cells: 7 }]);
    }
    const shops = await profileWith((i) => `${(i % 4) + 1} ${['Oak', 'Eleven'][i % 2]}`);
    expect(shops.columns[0]).toMatchObject({ looks: 'categories', texts: 60, distinct: 4 });
    expect(shops.suggested.uses.x).toBe('categories');
  });

  it('may be part of a name if letters differ', async () => {
    const school = await profileWith((i) => `${(i % 6) + 5} ${'AC'[i % 2]}`);
    expect(school.columns[0]).toMatchObject({ looks: 'categories', texts: 60 });
    const amperes = await profileWith((i) => `${i} A`);
    expect(amperes.columns[0]).toMatchObject({ looks: 'number', texts: 0 });
  });
});

describe('texts in most cells of a column that also holds numbers', () => {
  const looksWith = async (cell: (i: number) => string) => {
    const {
      columns,
      strayTexts = [],
      suggested,
    } = await profileOf(`x,v,class\n${repeat((i) => `${cell(i)},${(i * 3) % 7}.5,${'ab'[i % 2]}`)}`);
    return [columns[0]?.looks, suggested.uses.x, strayTexts.map(({ text }) => text).join()];
  };

  it.each<readonly [string, (i: number) => string, string]>([
    ['bounds of detection', (i) => (i % 5 < 3 ? '<0.01' : `0.${i + 10}`), '<0.01'],
    ['bounds, and few numbers', (i) => (i % 5 < 3 ? '< 5' : `${(i % 3) + 5}`), '< 5'],
    ['another word', (i) => (i % 5 < 3 ? 'trace' : `${i / 7}`), 'trace'],
    [
      'several of them',
      (i) => (i % 5 < 3 ? ['<0.01', 'trace', 'n.k.'][i % 3]! : `${i / 7}`),
      '<0.01,trace,n.k.',
    ],
    ['ages', (i) => (i % 5 < 3 ? 'refused' : `${18 + i}`), 'refused'],
    ['a unit', (i) => (i % 5 < 3 ? '<1 mg' : `${i} mg`), '<1 mg'],
    ['infinities', (i) => (i % 5 < 3 ? 'inf' : `${i}`), 'inf'],
    ['infinities, and few numbers', (i) => (i % 5 ? '-inf' : `${i % 2}`), '-inf'],
    ['infinity among categories', (i) => ['S', 'M', '42', 'inf'][i % 4]!, 'S,M,inf'],
  ])('are asked about: %s', async (_, cell, texts) => {
    expect(await looksWith(cell)).toEqual(['number', 'number', texts]);
  });

  it.each<readonly [string, (i: number) => string]>([
    ['sizes', (i) => ['S', 'M', 'L', '42'][i % 4]!],
    ['more sizes', (i) => ['S', 'M', 'L', 'XL', '36', '38', '40', '42'][i % 8]!],
    ['grades', (i) => (i % 5 < 3 ? 'K' : `${(i % 12) + 1}`)],
    ['ranks of cards', (i) => ['J', 'Q', 'K', 'A', 'J', 'Q', 'K', '7', '8', '9', '10'][i % 11]!],
    ['codes', (i) => ['E119', 'I10', '250', 'F32', '401'][i % 5]!],
  ])('stay categories: %s', async (_, cell) => {
    expect(await looksWith(cell)).toEqual(['categories', 'categories', '']);
  });
});

describe('categories and classes are the literal texts', () => {
  it.each([
    ['zeros in front', ['1234', '01234']],
    ['exponents', ['1E5', '100000']],
    ['whole numbers that double precision cannot tell apart', ['9007199254740992', '9007199254740993']],
    ['fractions', ['1', '1.0']],
    ['signs', ['1', '+1']],
    ['zeros', ['0', '-0']],
  ])('%s', async (_, pair) => {
    const { profile, make, outcome } = await open(
      `x,code,class\n${repeat((i) => `${i},${pair[i % 2]},${pair[i % 2]}`)}`,
    );
    const choices = {
      ...profile.suggested,
      target: 'class',
      task: 'classification',
      uses: { code: 'categories' },
    } as const;
    const { info, dataset } = make(choices, 'v', allocate);
    expect(info.classNames).toEqual(pair);
    expect(info.inputNames?.slice(1)).toEqual(pair.map((text) => `code = ${text}`));
    const { targets } = dataset.train;
    if (targets.kind !== 'classes') throw new Error('not classes');
    for (let i = 0; i < dataset.train.size; i++)
      expect(dataset.train.inputs[3 * i + 1 + targets.labels[i]!]).toBe(1);
    const [first, second] = pair.map((text) => `“${text}”`);
    expect(outcome(choices).notes).toContainEqual({
      column: 'class',
      text: `${first} and ${second} are one number, and 2 classes: they are kept as they are written.`,
    });
    // As a number it is one, and the message shows what is written.
    const asNumber = { ...choices, target: 'x', task: 'regression', uses: { code: 'number' } } as const;
    expect(outcome(asNumber).notes.map(({ text }) => text)).toContain(
      `It is one number in every row, written as “${pair[0]}” and “${pair[1]}”: nothing can be learnt from it.`,
    );
  });

  it('in numeric, then alphabetical order', async () => {
    const cells = ['10', '9', 'b2', '1.0', '1', 'b10', '-3', 'a'];
    const { profile, make } = await open(`x,class\n${repeat((i) => `${i},${cells[i % 8]}`, 80)}`);
    const { info } = make({ ...profile.suggested, task: 'classification' }, 'v', allocate);
    expect(info.classNames).toEqual(['-3', '1', '1.0', '9', '10', 'a', 'b2', 'b10']);
  });

  it('beyond 2^53 in NPY files, too', async () => {
    const big = 2n ** 53n;
    const body = new BigInt64Array(40).map((_, i) => big + BigInt(i % 2));
    const file = npyOf('<i8', [40], new Array(40).fill(0));
    file.set(new Uint8Array(body.buffer), file.length - body.byteLength);
    const samples = fileOf('x.npy', npyOf('<f8', [40, 2], up(80)));
    const { profile, make } = await examine([samples, fileOf('y.npy', file)]);
    const { info, dataset } = make(profile.suggested, 'v', allocate);
    expect(info.classNames).toEqual(['9007199254740992', '9007199254740993']);
    const { targets, inputs, size } = dataset.train;
    const row = (i: number) => (inputs[2 * i]! + (dataset.offset?.[0] ?? 0)) / 2;
    if (targets.kind === 'classes') for (let i = 0; i < size; i++) expect(targets.labels[i]).toBe(row(i) % 2);
  });

  it('with a note if a code would lose zeros or digits as a number', async () => {
    const { notes } = await profileOf(`zip,y\n${repeat((i) => `0${1000 + i},${i}`)}`);
    expect(notes).toContainEqual({
      row: 2,
      column: 'zip',
      text: '“01000” is read as the number 1000; 60 cells are written like this. If it is a code, read the column as categories.',
    });
    const long = await profileOf(`n,y\n${repeat((i) => `99071992547409${10 + i},${i}`)}`);
    expect(long.notes[0]?.text).toMatch(/more digits than double precision holds/);
  });
});

describe('missing values', () => {
  it('are recognised by the usual marks, and by words only among numbers', async () => {
    const marks = '#N/A,<NA>,\\N,.,-nan,NULL,nan,None,#VALUE!,-1.#IND,1.#QNAN,?,-,NA,n/a,null,NaT'.split(',');
    const words = ['none', 'unknown', 'Missing', 'nil', 'na'];
    const all = [...marks, ...words, '1', '2', '3', ...up(20).map(String)];
    const { columns, missingMarks } = await profileOf(
      `x;c;class\n${repeat((i) => `${all[i]};${i % 2 ? 'red' : words[i % 5]};a`, all.length)}`,
    );
    expect(columns[0]).toMatchObject({ looks: 'number', missing: marks.length + words.length, texts: 0 });
    expect(columns[1]).toMatchObject({ looks: 'categories', missing: 0, distinct: 6 });
    expect(missingMarks).toEqual([...marks, ...words]);
  });

  it('can be declared as a text or a number', async () => {
    const text = `a,b,class\n${repeat((i) => `${i % 9 === 0 ? (i % 2 ? '-200' : '-200.0') : i},${i === 5 ? 'x?' : i},${'ab'[i % 2]}`)}`;
    const { profile, outcome } = await open(text, { missing: ['-200', 'x?'] });
    expect(profile.columns[0]).toMatchObject({ missing: 7, from: 1 });
    expect(profile.columns[1]).toMatchObject({ missing: 1, texts: 0 });
    expect(profile.missingMarks).toEqual(['-200.0', '-200', 'x?']);
    expect(outcome(profile.suggested).notes).toContainEqual({
      row: 2,
      column: 'a',
      text: "“-200.0” counts as missing. 7 such cells are filled with the column's mean.",
    });
  });

  it('a note reports merged values if one offset does not fit, for every kind of standardisation', async () => {
    const text = `t,class\n${repeat((i) => `${i === 0 ? 0 : 1700000000 + i},${'ab'[i % 2]}`, 200)}`;
    const { profile, outcome } = await open(text);
    for (const standardise of [true, false] as const) {
      const { notes } = outcome({ ...profile.suggested, target: 'class', standardise });
      expect(notes.map((note) => note.text).join('\n')).toMatch(
        /leaves 4 of its 200 different numbers\. Subtract an offset from the column before saving, or remove outlying/,
      );
    }
  });

  it('the note on thousands separators quotes the first', async () => {
    const text = `a;class\n${repeat((i) => `${i + 2} 044,32;${'ab'[i % 2]}`)}`;
    const { profile } = await open(text, { decimal: 'comma' });
    expect(profile.notes.map((note) => note.text).join('\n')).toContain(
      'with spaces as thousands separators',
    );
  });

  it('rows that draw a line are skipped, with a note', async () => {
    const text = `a,b,class\n${repeat((i) => (i % 20 === 10 ? '---,---,---' : `${i},${i * 2},${'ab'[i % 2]}`))}`;
    const { profile } = await open(text);
    expect(profile.notes).toContainEqual({
      row: 12,
      text: 'From here on 3 rows draw a line: they are left out.',
    });
  });

  it('a mark with a unit applies only to cells with that unit', async () => {
    const text = `a,b,class\n${repeat((i) => `${i % 9} kg,${i % 4},${'ab'[i % 2]}`)}`;
    const { columns } = await profileOf(text, { missing: ['1 kg'] });
    expect(columns.map(({ missing }) => missing)).toEqual([7, 0, 0]);
  });

  it.each([
    [
      '-200 below what is positive',
      (i: number) => (i % 10 ? `${i}` : '-200'),
      '-200 is the lowest number by far, in 6 cells',
    ],
    [
      '9999 above',
      (i: number) => (i % 10 ? `${i}` : '9999'),
      '9999 is the highest number by far, in 6 cells',
    ],
    ['99 for an age', (i: number) => (i % 10 ? `${i}` : '99'), '99 is the highest number by far, in 6 cells'],
    [
      '-1000 below temperatures',
      (i: number) => (i % 10 ? `${i - 30}` : '-1000'),
      '-1000 is the lowest number by far',
    ],
  ])('is suggested, never applied: %s', async (_, cell, wanted) => {
    const { profile } = await open(`a,class\n${repeat((i) => `${cell(i)},${'ab'[i % 2]}`)}`);
    expect(profile.columns[0]).toMatchObject({ missing: 0 });
    expect(profile.notes.map(({ text }) => text).join()).toContain(wanted);
  });

  it.each([
    ['zeros', (i: number) => (i % 2 ? '0' : `${i}`)],
    ['powers of two', (i: number) => String([16, 32, 64, 128][i % 4])],
    ['switches', (i: number) => String(i % 2)],
    ['pixels', (i: number) => (i % 2 ? '0' : String(200 + (i % 50)))],
  ])('are not suspected: %s', async (_, cell) => {
    const { notes } = await profileOf(`a,class\n${repeat((i) => `${cell(i)},${'ab'[i % 2]}`)}`);
    expect(notes.map(({ text }) => text).join()).not.toContain('by far');
  });

  it('infinity is never missing unasked, among numbers or classes', async () => {
    const numbers = fileOf('v.csv', `a,class\n${repeat((i) => `${i === 20 ? 'inf' : i},${'ab'[i % 2]}`)}`);
    expect(await problemOf([numbers])).toMatch(
      /infinite\. \| v\.csv, row 22, column a: “inf” .* Declare it as missing/,
    );
    expect(await problemOf([numbers], { missing: ['inf'] })).toBe('no problem');
    const classes = fileOf('v.csv', `a,class\n${repeat((i) => `${i},${['u', 'v', '-Inf'][i % 3]}`)}`);
    expect(await problemOf([classes])).toMatch(/not a class\. \| v\.csv, row 4, column class: “-Inf”/);
    expect(await problemOf([classes], { missing: ['inf'] })).toBe('no problem');
    const large = fileOf('v.csv', `a,class\n${repeat((i) => `${i === 20 ? '1e39' : i},${'ab'[i % 2]}`)}`);
    expect(await problemOf([large])).toMatch(
      /single precision\. \| v\.csv, row 22, column a: “1e39” is larger than 3\.4e38/,
    );
  });
});

describe('a text above a column of numbers', () => {
  const text = `a,b,class\n${repeat((i) => `${i === 4 ? 'oops' : i},${i % 7 === 3 ? 'n.k.' : i},${'ab'[i % 2]}`)}`;

  it('is asked about: the profile says where, and the choices throw until the user decides', async () => {
    const { profile, outcome, make } = await open(text);
    expect(profile.strayTexts).toEqual([
      { column: 'a', row: 6, text: 'oops', cells: 1 },
      { column: 'b', row: 5, text: 'n.k.', cells: 9 },
    ]);
    expect(profile.suggested.uses).toEqual({ a: 'number', b: 'number' });
    expect(() => outcome(profile.suggested)).toThrow(
      'v.csv, row 6, column a: “oops” is not a number. Declare it as missing, read the column as categories, or leave it out.',
    );
    expect(() => make(profile.suggested, 'v', allocate)).toThrow(/“oops”/);
    const one = { ...profile.suggested, textsAreMissing: ['a'] };
    expect(() => outcome(one)).toThrow(/row 5, column b: “n\.k\.” is not a number, as 9 cells are/);
    const both = { ...one, textsAreMissing: ['a', 'b'] };
    expect(outcome(both).notes[1]?.text).toBe(
      "“n.k.” is not a number. 9 such cells are filled with the column's mean.",
    );
    expect(make(both, 'v', allocate).dataset.train.inputs.some(Number.isNaN)).toBe(false);
    const otherwise = { ...profile.suggested, uses: { a: 'leave-out', b: 'categories' } } as const;
    // 52 categories, of which ten stand in rows for testing alone.
    expect(outcome(otherwise)).toMatchObject({ inputs: 42, outputs: 2, dropped: 0 });
    expect((await open(text, { missing: ['oops', 'n.k.'] })).outcome(profile.suggested)).toMatchObject({
      inputs: 2,
    });
  });

  it('is asked about in a target column', async () => {
    const { profile, outcome } = await open(text);
    const choices = {
      ...profile.suggested,
      target: 'a',
      task: 'regression',
      uses: { b: 'leave-out', class: 'categories' },
    } as const;
    expect(() => outcome(choices)).toThrow(/row 6, column a: “oops”/);
    expect(outcome({ ...choices, textsAreMissing: ['a'] })).toMatchObject({
      dropped: 1,
      train: 47,
      test: 12,
    });
  });
});

describe('large numbers', () => {
  const base = 1_700_000_000;
  const rows = repeat(
    (i) => `${base + ((i * 37) % 100)},${base + i},${(i * 37) % 100 < 50 ? 'early' : 'late'}`,
    500,
  );
  const small = repeat((i) => `${(i * 37) % 100},${i},${(i * 37) % 100 < 50 ? 'early' : 'late'}`, 500);

  it('reach the network without their offset, and the page in the file’s unit', async () => {
    const datasets = await Promise.all(
      [rows, small].map(async (body) => {
        const { profile, make } = await open(`time,step,kind\n${body}`);
        return make(profile.suggested, 'v', allocate);
      }),
    );
    const [large, plain] = datasets.map(({ dataset }) => dataset) as [Dataset, Dataset];
    for (const j of [0, 1]) {
      const wanted = readOf(plain, j);
      for (const [i, value] of readOf(large, j).entries()) expect(value).toBeCloseTo(wanted[i]!, 5);
    }
    expect(valuesOf(large, 1)).toEqual(up(500).map((i) => base + i));
    const preview = previewOf({ ...datasets[0]!.info, inputs: 3 }, { ...large, inputs: 2 });
    expect(preview).toMatchObject({ kind: 'points' });
    if (preview.kind === 'points') expect(Math.min(...preview.x)).toBe(base);
  });

  it('are reported as lost unless columns are standardised separately', async () => {
    const { profile, outcome } = await open(`time,step,kind\n${rows}`);
    const told = (standardise: ImportChoices['standardise']) =>
      outcome({ ...profile.suggested, standardise }).notes.map(({ text }) => text);
    expect(told(false)[0]).toMatch(
      /^Single precision, .* leaves 2 of its 100 different numbers\. Standardise each/,
    );
    expect(told('together')[0]).toMatch(/leaves 2 of its 100/);
    expect(told(true)).toEqual([]);
  });

  it('work as targets, in NPY matrices and pairs', async () => {
    const { profile, make } = await open(`a,time\n${repeat((i) => `${i % 7},${1e15 + i}`, 100)}`);
    const { targetScale, train } = make({ ...profile.suggested, task: 'regression' }, 'v', allocate).dataset;
    if (train.targets.kind !== 'values') throw new Error('no values');
    const raw = Array.from(
      train.targets.values,
      (value) => value * targetScale!.deviation + targetScale!.mean,
    );
    expect(new Set(raw.map(Math.round)).size).toBe(80);
    expect(targetScale!.deviation).toBeGreaterThan(20);
    const cells = up(200).map((i) => (i % 2 ? i % 3 : base + i / 2));
    const matrix = await examine([fileOf('m.npy', npyOf('<f8', [100, 2], cells))]);
    const labels = fileOf(
      'y.npy',
      npyOf(
        '<i8',
        [100],
        up(100).map((i) => i % 2),
      ),
    );
    const pair = await examine([fileOf('x.npy', npyOf('<f8', [100, 2], cells)), labels]);
    for (const { profile: found, make: from } of [matrix, pair]) {
      const { dataset } = from(found.suggested, 'v', allocate);
      expect(valuesOf(dataset, 0)).toEqual(up(100).map((i) => base + i));
      const read = readOf(dataset, 0);
      expect(Math.max(...read) - Math.min(...read)).toBeCloseTo(99 / 28.9, 0);
    }
    const raw32 = pair.outcome({ ...pair.profile.suggested, standardise: false }).notes;
    expect(raw32.map(({ text }) => text).join()).toMatch(
      /leaves 2 of the 100 different numbers in column 1 of x\.npy/,
    );
  });
});

describe('suggestions', () => {
  const suggestedFor = async (text: string) => (await profileOf(text)).suggested;

  it.each([
    ['label', 'classification'],
    ['class_id', 'classification'],
    ['target', 'classification'],
    ['y', 'classification'],
    ['reading', 'regression'],
  ])('26 whole numbers in a column called %s: %s', async (name, task) => {
    const text = `u,v,${name}\n${repeat((i) => `${i * 0.7},${i % 11},${1 + (i % 26)}`, 300)}`;
    expect(await suggestedFor(text)).toMatchObject({ target: name, task });
  });

  it('few integers from 1 up are classes if each occurs fifteen times', async () => {
    const rows = (from: number) => repeat((i) => `${i * 0.3},${i / 7},${from + (i % 3)}`, 45);
    expect((await suggestedFor(rows(1))).task).toBe('classification');
    expect((await suggestedFor(rows(7))).task).toBe('regression');
  });

  it('a column named target is not a class just for its name', async () => {
    const text = `u,target\n${repeat((i) => `${i},${25 + ((i * 7919) % 320)}`, 440)}`;
    expect((await suggestedFor(text)).task).toBe('regression');
  });

  it.each([
    [
      'PassengerId,Survived,Class,Fare',
      (i: number) => `${i + 1},${i % 2},${1 + (i % 3)},${i * 1.7}`,
      'Survived',
    ],
    ['CustomerId,Gone,Age,Fare', (i: number) => `${i + 1},${i % 2},${20 + (i % 30)},${i * 1.7}`, 'Gone'],
    ['leaf,length,width', (i: number) => `${'AB'[i % 2]},${i * 0.3},${i * 0.17}`, 'leaf'],
    ['length,width,leaf_class', (i: number) => `${i * 0.3},${i * 0.17},${i % 2}`, 'leaf_class'],
  ])('as the target of %s', async (header, row, target) => {
    expect((await suggestedFor(`${header}\n${repeat(row)}`)).target).toBe(target);
  });

  it('row numbers and dates are left out, with a note', async () => {
    const text = `PassengerId,when,at,n,class\n${repeat((i) => `${i + 1},${1 + (i % 28)}/03/2004,${i % 24}:30,${i * 3},${'ab'[i % 2]}`)}`;
    const { suggested, notes } = await profileOf(text);
    expect(suggested.uses).toEqual({
      PassengerId: 'leave-out',
      when: 'leave-out',
      at: 'leave-out',
      n: 'number',
    });
    const said = Object.fromEntries(notes.map(({ column, text: note }) => [column, note]));
    expect(said.PassengerId).toBe('It counts up from 1, like row numbers: it is left out.');
    const ids = await profileOf(`id,y\n${repeat((i) => `99071992547409${10 + i},${i % 2}`)}`);
    expect(ids.notes.map(({ text: note }) => note)).toContain(
      'Its whole numbers have so many digits that they look like row ids: it is left out.',
    );
    expect(said.when).toMatch(/holds dates or times \(“1\/03\/2004”\)/);
  });

  const pixels = (side: number, name: (j: number) => string) =>
    `label,${up(side * side)
      .map(name)
      .join(',')}\n${repeat(
      (i) =>
        `${i % 3},${up(side * side)
          .map((j) => ((i * 7 + j) % 5 ? 0 : (i * 31 + j * 17) % 256))
          .join(',')}`,
    )}`;

  it.each([
    ['pixels by name', 6, (j: number) => `pixel${j}`, 'together'],
    ['no names', 7, (j: number) => `x${j}`, 'together'],
    ['names of rows and columns', 5, (j: number) => `${1 + Math.floor(j / 5)}x${1 + (j % 5)}`, 'together'],
    ['too small a picture', 4, (j: number) => `pixel${j}`, true],
    ['other names', 6, (j: number) => `age${j}`, true],
  ] as const)('one scale for %s', async (_, side, name, standardise) => {
    expect((await suggestedFor(pixels(side, name))).standardise).toBe(standardise);
  });

  it('one scale for pixels equals that of the same bytes in an array, and can be overridden', async () => {
    const { profile, make } = await open(pixels(6, (j) => `pixel${j}`));
    const { dataset } = make(profile.suggested, 'v', allocate);
    expect(dataset.train.inputs).toBeInstanceOf(Uint8Array);
    const all = [...dataset.train.inputs];
    const mean = all.reduce((a, b) => a + b) / all.length;
    expect(dataset.mean).toBeCloseTo(mean, 9);
    expect(dataset.deviation).toBeCloseTo(
      Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length),
      9,
    );
    const each = make({ ...profile.suggested, standardise: true }, 'v', allocate).dataset;
    expect(each.mean).toBeInstanceOf(Float32Array);
    // 25 ages without names are no picture.
    const ages = `${repeat(
      (i) =>
        `${up(25)
          .map((j) => 18 + ((i * 7 + j * 3) % 70))
          .join(',')},${'ab'[i % 2]}`,
    )}`;
    expect((await suggestedFor(ages)).standardise).toBe(true);
  });

  it('classes that cannot be split become values', async () => {
    const samples = fileOf('x.npy', npyOf('<f4', [60, 5], up(300)));
    const targets = fileOf(
      'y.npy',
      npyOf(
        '<i8',
        [60],
        up(60).map((i) => 700 + i * 13),
      ),
    );
    const { profile, outcome } = await examine([samples, targets]);
    expect(profile.suggested.task).toBe('regression');
    expect(outcome(profile.suggested)).toMatchObject({ outputs: 1, train: 48, test: 12 });
    expect(() => outcome({ ...profile.suggested, task: 'classification' })).toThrow(
      /too few rows for a test/,
    );
    // What cannot be obeyed is told.
    const { notes } = (await examine([samples, targets], { missing: ['-200'] })).profile;
    expect(notes.at(-1)?.text).toMatch(/Arrays have no missing values: “-200” stays/);
    // One class alone is a problem of the choices, too: the file can be looked at.
    const same = fileOf('y.npy', npyOf('<i8', [60], new Array(60).fill(3)));
    expect((await examine([samples, same])).profile.rows).toBe(60);
  });
});

const cases = fileURLToPath(new URL('../../../../shared/cases/', import.meta.url));

describe.skipIf(!existsSync(cases))('real-world files (needs shared/cases)', () => {
  const given = (name: string, options: ReadOptions = {}) =>
    examine([fileOf(name, readFileSync(cases + name))], options);
  const numbersOf = async (name: string, options: ReadOptions = {}) => {
    const { profile, outcome, make } = await given(name, options);
    const { suggested } = profile;
    return { profile, outcome: outcome(suggested), dataset: make(suggested, 'v', allocate).dataset };
  };
  /** The cells of a file as text, column by column. */
  const cellsOf = (name: string, split: RegExp) =>
    readFileSync(cases + name, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(split));

  it('whole-thousands.csv', async () => {
    const { profile, dataset, outcome } = await numbersOf('whole-thousands.csv');
    expect(profile).toMatchObject({ rows: 60, decimal: 'comma', otherReadings: [{ name: 'decimal point' }] });
    expect(outcome).toMatchObject({ inputs: 2, outputs: 2 });
    const cells = cellsOf('whole-thousands.csv', /;/);
    expect(cells.slice(0, 4).map(([first]) => Number(first!.replace('.', '')))).toEqual([
      26064, 15825, 36082, 17040,
    ]);
    const wanted = (j: number) =>
      singles(cells.map((row) => Number(row[j]!.replace('.', '').replace(',', '.'))));
    for (const j of [0, 1]) expect(valuesOf(dataset, j)).toEqual(wanted(j));
  });

  it('currency-percent.csv', async () => {
    const { profile, dataset } = await numbersOf('currency-percent.csv');
    expect(profile.columns.map(({ looks, texts }) => [looks, texts])).toEqual([
      ['number', 0],
      ['number', 0],
      ['number', 0],
      ['categories', 50],
    ]);
    for (const unit of ['$', '%', 'm2'])
      expect(profile.notes.map(({ text }) => text).join()).toContain(`the unit of all cells is ${unit}.`);
    const cells = cellsOf('currency-percent.csv', /,(?=\d+\.\d%)|%,|,(?=no|yes)/);
    const wanted = (j: number) =>
      singles(cells.map((row) => Number.parseFloat(row[j]!.replace(/[",$]/g, ''))));
    for (const j of [0, 1, 2]) expect(valuesOf(dataset, j)).toEqual(wanted(j));
  });

  it('decimal-comma-quoted.csv and unicode-minus.csv', async () => {
    const comma = await numbersOf('decimal-comma-quoted.csv');
    expect(comma.profile).toMatchObject({ decimal: 'comma', rows: 40 });
    const quoted = cellsOf('decimal-comma-quoted.csv', /","|",|"/).map(([, gain]) =>
      Number(gain!.replace(',', '.')),
    );
    expect(valuesOf(comma.dataset, 0)).toEqual(singles(quoted));
    const minus = await numbersOf('unicode-minus.csv');
    expect(minus.profile.columns[0]).toMatchObject({ missing: 0, texts: 0 });
    const gains = cellsOf('unicode-minus.csv', /,/).map(([gain]) => Number(gain!.replace('\u2212', '-')));
    expect(valuesOf(minus.dataset, 0)).toEqual(singles(gains));
  });

  it('missing-words.csv', async () => {
    const { profile, outcome } = await given('missing-words.csv');
    expect(() => outcome(profile.suggested)).toThrow(/missing-words\.csv, row 37, column kind: “inf”/);
    expect(profile.strayTexts?.map(({ row, text }) => [row, text])).toEqual([
      [22, 'inf'],
      [70, '-inf'],
      [74, 'Inf'],
    ]);
    const declared = await given('missing-words.csv', { missing: ['inf'] });
    expect(declared.profile.columns[2]?.categories).toEqual([
      { text: 'u', count: 60 },
      { text: 'v', count: 40 },
    ]);
    const { train, test, dropped } = declared.outcome(declared.profile.suggested);
    expect([train + test, dropped]).toEqual([100, 20]);
  });

  it('sentinel-minus200.csv', async () => {
    const { profile } = await given('sentinel-minus200.csv');
    expect(profile).toMatchObject({ decimal: 'comma' });
    expect(profile.suggested.uses).toMatchObject({ Date: 'leave-out', Time: 'leave-out' });
    expect(profile.notes.map(({ text }) => text).join()).toContain(
      '-200 is the lowest number by far, in 9 cells, also in NMHC(GT)',
    );
    const declared = (await given('sentinel-minus200.csv', { missing: ['-200'] })).profile.columns;
    const column = (name: string) => declared.find((one) => one.name === name);
    expect(column('CO(GT)')?.from).toBe(0.3);
    expect(column('NMHC(GT)')?.missing).toBeGreaterThanOrEqual(50);
  });

  it('many-classes-numbers.csv and passenger-id.csv', async () => {
    const letters = await numbersOf('many-classes-numbers.csv');
    expect(letters.outcome).toMatchObject({ inputs: 2, outputs: 26, train: 240, test: 60 });
    const passengers = await numbersOf('passenger-id.csv');
    expect(passengers.profile.suggested).toMatchObject({
      target: 'Survived',
      task: 'classification',
      uses: { PassengerId: 'leave-out', Name: 'leave-out' },
    });
  });

  it('near-constant-pixels.csv', async () => {
    const { profile, make, dataset } = {
      ...(await given('near-constant-pixels.csv')),
      ...(await numbersOf('near-constant-pixels.csv')),
    };
    expect(profile.suggested.standardise).toBe('together');
    const most = (of: Dataset) => Math.max(...up(of.inputs).flatMap((j) => readOf(of, j).map(Math.abs)));
    expect(most(dataset)).toBeLessThan(5);
    const each = make({ ...profile.suggested, standardise: true }, 'v', allocate).dataset;
    // One value in training reads as 10; another one in the test may be twice as large.
    expect(most(each)).toBeLessThan(20);
  });

  it('int-target and nan-to-num arrays', async () => {
    const pair = (name: string) =>
      ['X', 'y'].map((part) => `${name}-${part}.npy`).map((file) => fileOf(file, readFileSync(cases + file)));
    const { profile, outcome } = await examine(pair('int-target'));
    expect(profile.suggested.task).toBe('regression');
    expect(outcome(profile.suggested)).toMatchObject({ inputs: 5, outputs: 1, train: 48, test: 12 });
    const problem = await problemOf(pair('nan-to-num'));
    expect(problem).toMatch(
      /does not fit single precision\. \| nan-to-num-X\.npy, row 2, number 1 of 2 is 1\.8e308 \(15 elements/,
    );
    expect(problem).toMatch(/posinf=…, neginf=….*leave such rows out/);
  });
});

describe('marks that are values', () => {
  const signs = `a,b,c\n${repeat((i) => `${i}.5,${(i * 7) % 11},${i % 3 === 0 ? '+' : '-'}`)}`;

  it('“-” beside “+” is offered as a value, and is one if declared', async () => {
    const { profile, outcome } = await open(signs);
    expect(() => outcome(profile.suggested)).toThrow(
      /is “\+” in every row but 40 that count as missing \(they say “-”, which may be declared as not missing\)/,
    );
    const offered = profile.otherReadings?.find(({ name }) => name === '“-” as a value');
    expect(offered).toEqual({
      name: '“-” as a value',
      options: { notMissing: ['-'] },
      differs: '40 cells of c would be “-” instead of missing.',
    });
    const other = await open(signs, offered?.options);
    const { dataset, info } = other.make(other.profile.suggested, 'v', allocate);
    expect(info.classNames).toEqual(['-', '+']);
    expect(dataset.train.size + dataset.test.size).toBe(60);
    expect(other.profile.otherReadings ?? []).toEqual([]);
  });

  it('“None” among answers keeps its rows', async () => {
    const text = `x,disorder\n${repeat((i) => `${i}.25,${['None', 'Insomnia', 'Apnea'][i % 3]}`)}`;
    const { make, profile } = await open(text, { notMissing: ['None'] });
    expect(make(profile.suggested, 'v', allocate).info.classNames).toEqual(['Apnea', 'Insomnia', 'None']);
  });

  it('a mark in a numeric column becomes a question only when declared a value', async () => {
    const text = `x,class\n${repeat((i) => `${i % 4 === 0 ? '-' : i},${'uv'[i % 2]}`)}`;
    expect((await profileOf(text)).otherReadings ?? []).toEqual([]);
    const profile = await profileOf(text, { notMissing: ['-'] });
    expect(profile.strayTexts).toEqual([{ column: 'x', row: 2, text: '-', cells: 15 }]);
  });

  it('a rare mark is not offered', async () => {
    const text = `a,b,class\n${repeat((i) => `${i}.5,${i === 5 ? 'NA' : 'pq'[i % 2]},${'uv'[i % 2]}`)}`;
    expect((await profileOf(text)).otherReadings ?? []).toEqual([]);
  });

  it('a mark declared both ways is refused', async () => {
    await expect(open(signs, { missing: ['-'], notMissing: ['-'] })).rejects.toMatchObject({
      title: 'A mark is declared both missing and not missing.',
      detail: expect.stringContaining('v.csv: “-”'),
    });
  });
});

it.each([
  ['x,y,class', 'class'],
  ['x,y,z,species', 'species'],
  ['quality,x,y', 'quality'],
  ['x1,x2,y', 'y'],
  ['a,y,b', 'y'],
])('among the columns %s, %s is the target', async (header, target) => {
  const names = header.split(',');
  const row = (i: number) =>
    names.map((name, j) => (name === target ? 'pq'[i % 2] : `${(i * (j + 3)) % 17}.5`)).join(',');
  expect((await profileOf(`${header}\n${repeat(row)}`)).suggested.target).toBe(target);
});
