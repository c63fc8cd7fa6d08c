/** What is said of a table follows what its columns are used for, and says how much is not shown. */
import { describe, expect, it } from 'vitest';
import { type Examined, examine } from './index';
import { between } from './numbers/formNotes';
import type { ImportChoices, ReadOptions } from './table/table';
import { fileOf, npyOf } from './testSupport';

const up = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const lines = (n: number, line: (i: number) => string): string => `${up(n).map(line).join('\n')}\n`;

const open = (text: string | Uint8Array, options: ReadOptions = {}, name = 'n.csv'): Promise<Examined> =>
  examine([fileOf(name, text)], options);
const saidBy = ({ profile, outcome }: Examined, changes: Partial<ImportChoices> = {}): readonly string[] =>
  outcome({ ...profile.suggested, ...changes }).notes.map(({ column, text }) => `${column ?? ''}: ${text}`);

describe('number formats', () => {
  const table = lines(30, (i) => `${String(i % 9).padStart(3, '0')};${i % 7},5;1'00${i % 8};${'ab'[i % 2]}`);
  const text = `code;comma;thousands;class\n${table}`;
  const forms = [/^code: “000” is read as the number 0/, /^comma: “0,5”/, /^thousands: “1'000”.*apostrophes/];

  it.each([
    ['as numbers', {}, [true, true, true]],
    ['not of a column that is left out', { comma: 'leave-out' }, [true, false, true]],
    ['nor of categories, which are kept as written', { code: 'categories' }, [false, true, true]],
  ] as const)('are noted for columns that are read %s', async (_, uses, expected) => {
    const examined = await open(text);
    const said = saidBy(examined, { uses: { ...examined.profile.suggested.uses, ...uses } });
    expect(forms.map((form) => said.some((one) => form.test(one)))).toEqual(expected);
  });

  it('are noted for a numeric target', async () => {
    const examined = await open(text);
    const target = { target: 'code', uses: { comma: 'number', class: 'categories' } } as const;
    const asNumber = saidBy(examined, { ...target, task: 'regression' });
    expect(asNumber.join('\n')).toContain('If it is a code, choose classification.');
    const asClasses = saidBy(examined, { ...target, task: 'classification' });
    expect(asClasses.some((one) => /is read as the number/.test(one))).toBe(false);
  });

  it('codes with too many distinct values are left out, since they cannot be categories', async () => {
    const examined = await open(`zip,x,class\n${lines(1200, (i) => `0${1000 + i},${i % 7},${'ab'[i % 2]}`)}`);
    const [said] = saidBy(examined);
    expect(said).toContain('“01000” is read as the number 1000; 1,200 cells are written like this.');
    expect(said).toContain('If it is a code, leave the column out.');
    const target = saidBy(examined, { target: 'zip', task: 'regression', uses: { x: 'number' } });
    expect(target[0]).toContain('If it is a code, choose another target.');
  });

  it.each([
    ['1,234', 'commas'],
    ['1.234,5', 'points'],
    ["1'234", 'apostrophes'],
    ['1\u2019234.5', 'apostrophes'],
    ['1\u02bc234', 'apostrophes'],
    ["$12'345'678", 'apostrophes'],
    ['1 234', 'spaces'],
    ['1\u202f234,50', 'spaces'],
    ['1\uff0c234', 'commas'],
  ])('%s has %s', (text, marks) => {
    expect(between(text)).toBe(marks);
  });

  it('an ambiguous decimal mark is noted for the first numeric column', async () => {
    const examined = await open(`a\tb\tc\n${lines(30, (i) => `${i + 1}.125\t${i + 2}.250\t${'xy'[i % 2]}`)}`);
    const both = saidBy(examined)[0];
    expect(both).toMatch(
      /^a: “1\.125” .*30 cells of a, and such cells of 1 more column; with a decimal comma/,
    );
    expect(saidBy(examined, { uses: { a: 'leave-out', b: 'number' } })[0]).toMatch(
      /^b: “2\.250” is read as 2\.25, as 30 cells of b; with a decimal comma/,
    );
    const none = saidBy(examined, { uses: { a: 'leave-out', b: 'categories' } });
    expect(none.some((one) => one.includes('The file does not tell'))).toBe(false);
  });
});

describe('names in the header', () => {
  const notesOf = async (header: string): Promise<readonly string[]> => {
    const n = header.split(',').length;
    const { profile } = await open(
      `${header}\n${lines(12, (i) =>
        up(n)
          .map((j) => (i * (j + 3)) % 7)
          .join(','),
      )}`,
    );
    return profile.notes.filter(({ row }) => row === 1).map(({ text }) => text);
  };

  it.each([
    ['a,a,b', ['In the header two columns are named “a”: the second one is called “a (2)” here.']],
    [
      'a,a,a,b,b',
      [
        'In the header 3 columns are named “a”: those behind the first one are called “a (2)”, “a (3)” here.',
        'In the header two columns are named “b”: the second one is called “b (2)” here.',
      ],
    ],
    ['a,,b,,c', ['In the header columns 2, 4 have no names: they are called “c2”, “c4” here.']],
    [
      'a,a,b,b,c,c,d,d,e',
      [
        'In the header two columns are named “a”: the second one is called “a (2)” here. 3 more names stand above several columns.',
      ],
    ],
  ])('%s', async (header, expected) => {
    expect(await notesOf(header)).toEqual(expected);
  });
});

describe('declared marks', () => {
  const text = `a,b,class\n${lines(30, (i) => `${i % 5 === 0 ? '-200.0' : i},${i % 3},${'ab'[i % 2]}`)}`;

  it('are listed if a cell has them, and noted if none has', async () => {
    const examined = await open(text, { missing: ['-200', '-77', 'n.d.'] });
    expect(examined.profile.missingMarks).toEqual(['-200.0']);
    const said = saidBy(examined).filter((one) => one.includes('declared'));
    expect(said).toEqual([
      ': “-77” is declared as missing, but no cell holds it.',
      ': “n.d.” is declared as missing, but no cell holds it.',
    ]);
  });

  it('also declared as values', async () => {
    const signs = `a,b,c\n${lines(30, (i) => `${i},${(i * 7) % 11},${i % 3 === 0 ? '+' : '-'}`)}`;
    const said = saidBy(await open(signs, { notMissing: ['-', 'None'] }));
    expect(said.filter((one) => one.includes('declared'))).toEqual([
      ': “None” is declared as not missing, but no cell holds it.',
    ]);
  });

  it('also in a matrix', async () => {
    const npy = npyOf(
      '<f8',
      [20, 2],
      up(40).map((i) => (i === 8 ? -999 : i % 7)),
    );
    const examined = await open(npy, { missing: ['-999', '-1'] }, 'm.npy');
    expect(examined.profile.missingMarks).toEqual(['-999']);
    expect(saidBy(examined)[0]).toBe(': “-1” is declared as missing, but no cell holds it.');
  });
});

describe('long lists of notes', () => {
  it('are counted: for the file, inputs and numbers', async () => {
    const odd = up(20).map((j) => `n${j}`);
    const rows = lines(40, (i) =>
      [
        ...odd.map((_, j) => (i % 4 === 0 ? -90 - j : i + j)),
        ...odd.map((_, j) => (i === j ? '' : i % 5)),
        'ab'[i % 2],
      ].join(','),
    );
    const names = [...odd, ...odd.map((name) => `m${name}`), 'class'].join(',');
    const said = saidBy(await open(`${names}\n${rows}`));
    expect(said).toContain(': There are 8 more notes on numbers.');
    expect(said).toContain(': 8 more columns have cells or values such as these.');
    expect(said.filter((one) => one.includes('is the lowest number by far'))).toHaveLength(12);
  });
});

describe('a column that is constant in training', () => {
  it('is noted with the content of its training rows: one number, or none', async () => {
    const text = `a,b,class\n${lines(40, (i) => `${i === 3 ? 5 : i === 8 ? 6 : ''},${i % 7},${'ab'[i % 2]}`)}`;
    const { profile, outcome, make } = await open(text);
    const found = new Set<string | undefined>();
    for (let splitSeed = 0; splitSeed < 30; splitSeed++) {
      const uses = { a: 'number', b: 'number' } as const;
      const choices = { ...profile.suggested, uses, splitSeed, testShare: 0.4 };
      const note = outcome(choices).notes.find(({ text }) => text.includes('nothing can be learnt from it'));
      const said = note && /^It is \d|^No row/.exec(note.text)?.[0];
      // Missing cells hold the mean of those for training, 0 where there are none.
      const { dataset } = make(
        { ...choices, standardise: false },
        'own-n',
        (bytes) => new ArrayBuffer(bytes),
      );
      const { size, inputs } = dataset.train;
      const held = new Set(up(size).map((i) => inputs[i * dataset.inputs]));
      expect(said).toBe(held.size > 1 ? undefined : held.has(0) ? 'No row' : `It is ${[...held][0]}`);
      found.add(said);
    }
    expect(found).toEqual(new Set([undefined, 'No row', 'It is 5', 'It is 6']));
  });

  it('is quoted as in the file, not as rounded to single precision', async () => {
    const notesOf = async (odd: string) => {
      const text = `a,b,class\n${lines(40, (i) => `${i === 3 ? odd : '0.1'},${i % 7},${'ab'[i % 2]}`)}`;
      const { profile, outcome } = await open(text);
      const uses = { a: 'number', b: 'number' } as const;
      return up(30).flatMap((splitSeed) => {
        const { notes } = outcome({ ...profile.suggested, uses, splitSeed, testShare: 0.4 });
        return notes.flatMap(({ text }) => /^It is .* for training/.exec(text)?.[0] ?? []);
      });
    };
    expect(new Set(await notesOf('7'))).toEqual(new Set(['It is 0.1 in every row for training']));
    expect(await notesOf('0.1')).toEqual([]);
  });
});

describe('precision', () => {
  const npy = (values: readonly number[], width: number) =>
    fileOf('X.npy', npyOf('<f8', [values.length / width, width], values));
  const labels = (n: number) =>
    fileOf(
      'labels.npy',
      npyOf(
        '<i4',
        [n],
        up(n).map((i) => i % 2),
      ),
    );
  /** Not far from 0, but in pairs that single precision makes one. */
  const pairs = up(200).map((i) => 1 + Math.floor(i / 2) + (i % 2) * 1e-9);

  it('its loss is noted for a column near 0, in arrays and tables', async () => {
    const text = `x,y,class\n${lines(200, (i) => `${pairs[i]},${i % 9},${'ab'[i % 2]}`)}`;
    const loss = 'leaves 100 of';
    const table = await open(text);
    const arrays = await examine([
      npy(
        pairs.flatMap((x, i) => [x, i % 9]),
        2,
      ),
      labels(200),
    ]);
    for (const standardise of [true, false, 'together'] as const)
      for (const examined of [table, arrays]) {
        const said = saidBy(examined, { standardise }).filter((one) => one.includes(loss));
        expect(said).toHaveLength(1);
      }
    const whole = await examine([npy(up(400), 2), labels(200)]);
    expect(saidBy(whole).some((one) => one.includes('Single precision'))).toBe(false);
  });

  it('depends on the training rows: another seed, another offset', async () => {
    // One row far away: where it is tested on, the others keep their small distances.
    const time = up(60).map((i) => (i === 0 ? 1e15 : 1.7e9 + i / 64));
    const text = `time,x,class\n${lines(60, (i) => `${time[i]},${i % 7},${'ab'[i % 2]}`)}`;
    const { profile, outcome, make } = await open(text);
    const told = new Map<boolean, boolean>();
    for (let splitSeed = 0; splitSeed < 12; splitSeed++) {
      const choices = { ...profile.suggested, splitSeed, testShare: 0.3 };
      const said = outcome(choices).notes.some(({ text }) => text.includes('leaves'));
      const { dataset } = make(choices, 'own-n', (bytes) => new ArrayBuffer(bytes));
      const column = Array.from(
        { length: dataset.train.size },
        (_, i) => dataset.train.inputs[i * dataset.inputs]!,
      );
      const tested = new Set(column).size === dataset.train.size;
      expect(said).toBe(!tested);
      told.set(tested, said);
    }
    expect([told.get(true), told.get(false)]).toEqual([false, true]);
  });

  const big = (i: number): bigint => 2n ** 60n + BigInt(i);
  /** Of int64, as np.save writes it in either order. */
  const int64 = (rows: number, width: number, fortran: boolean, name: string) => {
    const bytes = npyOf('<i8', [rows, width], new Array<number>(rows * width).fill(0));
    const view = new DataView(bytes.buffer, bytes.length - 8 * rows * width);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < width; j++)
        view.setBigInt64(
          8 * (fortran ? j * rows + i : i * width + j),
          j === 0 ? big(i % 4) : BigInt(i % 5),
          true,
        );
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, 128));
    const at = head.indexOf('False');
    if (fortran) bytes.set(new TextEncoder().encode('True '), at);
    return fileOf(name, bytes);
  };

  it.each([false, true])(
    'its loss is noted for int64 beyond 2^53 in a matrix (Fortran order: %s)',
    async (fortran) => {
      const examined = await examine([int64(20, 3, fortran, 'm.npy')]);
      expect(examined.profile.firstRows[1]).toEqual([String(big(1)), '1', '1']);
      expect(examined.profile.columns[0]?.categories.map(({ text }) => text).sort()).toEqual(
        up(4).map((i) => String(big(i))),
      );
      const uses = { c1: 'number', c2: 'number' } as const;
      const note = `“${big(1)}” has more digits than double precision holds, and is read as ${2n ** 60n}; 15 cells are written like this. If it is a code, read the column as categories.`;
      expect(saidBy(examined, { target: 'c3', task: 'classification', uses })).toContain(`c1: ${note}`);
      const left = { c1: 'categories', c2: 'number' } as const;
      expect(saidBy(examined, { target: 'c3', task: 'classification', uses: left }).join()).not.toContain(
        'digits',
      );
    },
  );

  it('its loss is noted for int64 beyond 2^53 in samples and targets', async () => {
    const samples = await examine([int64(20, 3, true, 'X.npy'), labels(20)]);
    expect(saidBy(samples).join('\n')).toContain(
      `X.npy, row 2, number 1 of 3 is ${big(1)}, which has more digits than double precision holds: it is rounded, and so are 14 more.`,
    );
    const y = int64(20, 1, false, 'y.npy');
    const values = await examine([npy(up(40), 2), y], { labels: 'y.npy' });
    expect(saidBy(values, { task: 'classification' }).join()).not.toContain('rounded');
    const rounded = await examine([npy(up(40), 2), int64(20, 2, false, 'y.npy')], { labels: 'y.npy' });
    expect(saidBy(rounded, { task: 'regression' }).join('\n')).toContain(
      `y.npy, row 2, number 1 of 2 is ${big(1)}`,
    );
  });
});
