import { describe, expect, it } from 'vitest';
import { examine } from '../index';
import { someOf } from '../readingLines';
import { allocate, fileOf, rowsOf } from '../testSupport';
import type { ImportChoices } from './table';

const text = `size,colour,weight,kind
1,red,10,b
2,blue,,a
3,red,30,b
4,,40,a
5,green,55,b
6,blue,60,a
7,red,70,?
8,green,80,a
9,red,n/a,b
10,blue,100,a
11,green,115,b
12,red,120,b
`;
/** The same by hand, the row without a target left out. */
const raw = text
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([size, colour, weight, kind]) => ({
    size: Number(size),
    colour,
    weight: weight === '' || weight === 'n/a' ? undefined : Number(weight),
    kind,
  }))
  .filter(({ kind }) => kind !== '?');

const choices: ImportChoices = {
  name: 'Things',
  target: 'kind',
  task: 'classification',
  uses: { size: 'number', colour: 'categories', weight: 'number' },
  standardise: true,
  testShare: 0.3,
  splitSeed: 1,
};
const opened = () => examine([fileOf('things.csv', text)]);
const made = async (changes: Partial<ImportChoices> = {}) =>
  (await opened()).make({ ...choices, ...changes }, 'own-things', allocate);

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviationOf = (values: readonly number[]) =>
  Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)));
const bySize = (size: number) => raw.find((row) => row.size === size)!;

describe('a table as a data set', () => {
  it('has every row once, with the right cells', async () => {
    const { dataset } = await made();
    const rows = rowsOf(dataset);
    expect(rows.map(([size]) => size).sort((a, b) => a! - b!)).toEqual(raw.map(({ size }) => size));
    const { targets } = dataset.train;
    if (targets.kind !== 'classes') throw new Error('not classes');
    for (const [i, row] of rows.slice(0, dataset.train.size).entries())
      expect(targets.labels[i]).toBe(['a', 'b'].indexOf(bySize(row[0]!).kind!));
  });

  it('encodes categories one-hot in alphabetical order, missing ones last', async () => {
    const { info, dataset } = await made();
    expect(info.inputNames).toEqual([
      'size',
      'colour = blue',
      'colour = green',
      'colour = red',
      'colour = missing',
      'weight',
    ]);
    for (const row of rowsOf(dataset)) {
      const place = ['blue', 'green', 'red', ''].indexOf(bySize(row[0]!).colour!);
      expect(row.slice(1, 5)).toEqual([0, 1, 2, 3].map((i) => Number(i === place)));
    }
    expect([...(dataset.mean as Float32Array)].slice(1, 5)).toEqual([0, 0, 0, 0]);
    expect([...(dataset.deviation as Float32Array)].slice(1, 5)).toEqual([1, 1, 1, 1]);
  });

  it('has raw numbers, with mean and deviation of the training rows; the mean replaces missing values', async () => {
    for (const splitSeed of [0, 1, 2, 3, 4, 5]) {
      const { dataset, info } = await made({ splitSeed });
      // Behind the colours that are met in training.
      const w = info.inputNames!.indexOf('weight');
      const rows = rowsOf(dataset);
      const training = rows.slice(0, dataset.train.size).map((row) => bySize(row[0]!));
      const weights = training.flatMap(({ weight }) => (weight === undefined ? [] : [weight]));
      const mean = dataset.mean as Float32Array;
      const deviation = dataset.deviation as Float32Array;
      expect(mean[0]).toBeCloseTo(meanOf(training.map(({ size }) => size)), 5);
      expect(deviation[0]).toBeCloseTo(deviationOf(training.map(({ size }) => size)), 5);
      expect(mean[w]).toBeCloseTo(meanOf(weights), 4);
      expect(deviation[w]).toBeCloseTo(deviationOf(weights), 4);
      for (const row of rows) expect(row[w]).toBeCloseTo(bySize(row[0]!).weight ?? meanOf(weights), 4);
    }
  });

  it('has only the categories of the training rows, and reads others as none', async () => {
    const text = `a,c,class\n${Array.from({ length: 60 }, (_, i) => `${i},${i % 7 === 0 ? '' : `c${i % 20}`},${'ab'[i % 2]}`).join('\n')}\n`;
    const { make, outcome, profile } = await examine([fileOf('c.csv', text)]);
    let unseen = 0;
    for (let splitSeed = 0; splitSeed < 12; splitSeed++) {
      const choices: ImportChoices = {
        ...profile.suggested,
        uses: { a: 'number', c: 'categories' },
        testShare: 0.7,
        splitSeed,
      };
      const { dataset, info } = make(choices, 'own-c', allocate);
      const all = rowsOf(dataset);
      const size = dataset.train.size;
      const said = all.map(([a = 0]) => (a % 7 === 0 ? 'missing' : `c${a % 20}`));
      const trained = new Set(said.slice(0, size));
      expect(new Set(info.inputNames!.slice(1))).toEqual(new Set([...trained].map((c) => `c = ${c}`)));
      for (const [i, row] of all.entries()) {
        const ones = info.inputNames!.filter((_, j) => j > 0 && row[j] === 1);
        expect(ones).toEqual(trained.has(said[i]!) ? [`c = ${said[i]}`] : []);
        expect(row.slice(1).every((value) => value === 0 || value === 1)).toBe(true);
      }
      const others = new Set(said.filter((c) => !trained.has(c) && c !== 'missing'));
      unseen += others.size;
      const { inputs, notes } = outcome(choices);
      expect(inputs).toBe(info.inputs);
      const told = notes.find(({ text: one }) => one.includes('only in test rows'))?.text ?? '';
      const inOrder = [...others].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
      if (others.size > 0) expect(told).toContain(someOf(inOrder.map((name) => `“${name}”`)));
      expect(told === '').toBe(others.size === 0);
    }
    expect(unseen).toBeGreaterThan(0);
  });

  it('reads training rows independently of the test rows', async () => {
    const rows = (far: number) =>
      Array.from({ length: 40 }, (_, i) => [
        `${1.7e9 + i}`,
        `${i === 3 ? 5 : 0}`,
        '',
        `${'ab'[i % 2]}`,
        far,
        i,
      ]);
    const make = async (far: number, test: ReadonlySet<number> = new Set()) => {
      const lines = rows(far).map(([t, z, _, c, f, i]) => {
        const out = test.has(i as number);
        return [out ? f : t, out ? f : z, out ? f : Number(i) % 5 === 0 ? '' : i, c, i].join(',');
      });
      const { make, profile } = await examine([
        fileOf('t.csv', `time,rare,gaps,class,i\n${lines.join('\n')}\n`),
      ]);
      const uses = { time: 'number', rare: 'number', gaps: 'number', i: 'number' } as const;
      return make(
        { ...profile.suggested, target: 'class', task: 'classification', uses, standardise: true },
        'own-t',
        allocate,
      ).dataset;
    };
    const plain = await make(0);
    const tested = new Set(
      rowsOf(plain)
        .slice(plain.train.size)
        .map((row) => row[3]! + (plain.offset?.[3] ?? 0)),
    );
    for (const far of [1e12, -3e20]) {
      const other = await make(far, tested);
      expect(other.mean).toEqual(plain.mean);
      expect(other.deviation).toEqual(plain.deviation);
      expect(other.offset).toEqual(plain.offset);
      expect(other.train.inputs).toEqual(plain.train.inputs);
      expect(other.test.inputs).not.toEqual(plain.test.inputs);
    }
  });

  it('is read raw if not standardised', async () => {
    const { dataset } = await made({ standardise: false });
    expect(new Set(dataset.mean as Float32Array)).toEqual(new Set([0]));
    expect(new Set(dataset.deviation as Float32Array)).toEqual(new Set([1]));
  });

  it('splits each class by the test share', async () => {
    const { dataset, info } = await made();
    // 5 of a, 6 of b: 0.3 of them is 1.5 and 1.8, 3 of 11.
    expect([dataset.train.size, dataset.test.size]).toEqual([8, 3]);
    expect([info.trainSize, info.testSize]).toEqual([8, 3]);
    const labels = dataset.test.targets.kind === 'classes' ? [...dataset.test.targets.labels] : [];
    expect(labels.sort()).toEqual([0, 1, 1]);
  });

  it('is bit-identical for the same file and choices', async () => {
    expect(await made()).toEqual(await made());
    expect((await made({ splitSeed: 2 })).dataset).not.toEqual((await made()).dataset);
  });

  it('predicts numbers, standardised by the training rows', async () => {
    const { info, dataset } = await made({
      target: 'weight',
      task: 'regression',
      uses: { kind: 'leave-out' },
    });
    expect(info).toMatchObject({ outputs: 1, inputs: 5, targetName: 'weight', task: 'regression' });
    expect(info.settings).toMatchObject({ loss: 'mse', outputActivation: 'linear', errorTransform: 'raw' });
    const scale = dataset.targetScale!;
    const rows = rowsOf(dataset);
    // The row whose kind is missing has a weight; two others have none.
    expect(rows).toHaveLength(10);
    const weights = rows.map(([size]) => (size === 7 ? 70 : bySize(size!).weight!));
    const training = weights.slice(0, dataset.train.size);
    expect(scale.mean).toBeCloseTo(meanOf(training), 10);
    expect(scale.deviation).toBeCloseTo(deviationOf(training), 10);
    expect(scale.unit).toBe('weight');
    const values = [dataset.train, dataset.test].flatMap(({ targets }) =>
      targets.kind === 'values' ? [...targets.values] : [],
    );
    for (const [i, value] of values.entries())
      expect(value * scale.deviation + scale.mean).toBeCloseTo(weights[i]!, 4);
  });

  it('reads numbers as classes in ascending order, and as categories', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${[10, 9, 2][i % 3]},${[100, 20, 3][i % 3]}`).join(
      '\n',
    );
    const { make } = await examine([fileOf('n.csv', `k,y\n${rows}\n`)]);
    const uses = { k: 'categories' } as const;
    const { info, dataset } = make({ ...choices, target: 'y', uses }, 'own-n', allocate);
    expect(info.classNames).toEqual(['3', '20', '100']);
    expect(info.inputNames).toEqual(['k = 2', 'k = 9', 'k = 10']);
    const { targets, inputs, size } = dataset.train;
    if (targets.kind !== 'classes') throw new Error('not classes');
    // 2 goes with 3, 9 with 20, 10 with 100: the input's place is the label.
    for (let i = 0; i < size; i++) expect(inputs[3 * i + targets.labels[i]!]).toBe(1);
  });

  it('keeps a constant column harmless, and numbers distinct that single precision would merge', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `0.1,${1.7e9 + i * 1e-3},${i},${i % 2}`).join('\n');
    const { make, profile } = await examine([fileOf('c.csv', `same,time,x,class\n${rows}\n`)]);
    expect(profile.notes).toContainEqual({
      column: 'same',
      text: 'It is 0.1 in every row: nothing can be learnt from it.',
    });
    const { dataset } = make(profile.suggested, 'own-c', allocate);
    const [mean, deviation] = [dataset.mean, dataset.deviation] as [Float32Array, Float32Array];
    const read = rowsOf(dataset).map((row) => [0, 1, 2].map((j) => (row[j]! - mean[j]!) / deviation[j]!));
    // Milliseconds on top of 1.7e9 are to be had to 2.4e-7 in double precision: x and time are one but for that.
    for (const [same, time, x] of read) {
      expect(same).toBe(0);
      expect(time).toBeCloseTo(x!, 3);
    }
  });
});

describe('suggestions', () => {
  const suggestedFor = async (content: string) =>
    (await examine([fileOf('t.csv', content)])).profile.suggested;
  const repeat = (line: (i: number) => string, n = 60) =>
    Array.from({ length: n }, (_, i) => line(i)).join('\n');

  it.each([
    ['a column named so', `Species,x\n${repeat((i) => `${'ab'[i % 2]},${i}`)}`, 'Species', 'classification'],
    ['the last column', `a,b,c\n${repeat((i) => `${i},${i},${i * 0.1}`)}`, 'c', 'regression'],
    ['few whole numbers', `a,b\n${repeat((i) => `${i},${i % 2}`)}`, 'b', 'classification'],
    ['many whole numbers', `a,b\n${repeat((i) => `${i},${i % 30}`)}`, 'b', 'regression'],
    ['few fractions', `a,b\n${repeat((i) => `${i},${(i % 2) / 2}`)}`, 'b', 'regression'],
    ['not names of rows', `a,b,name\n${repeat((i) => `${i},${i % 2},n${i}`)}`, 'b', 'classification'],
  ])('the target: %s', async (_, content, target, task) => {
    expect(await suggestedFor(content)).toMatchObject({ target, task, name: 't' });
  });

  it('the task for any target column', async () => {
    // 18 rows: few values, but decimals are measured.
    const rows = repeat((i) => `${(i % 6) / 10},${i * 0.3},${'abc'[i % 3]},${i % 2},${i % 3}`, 18);
    const { profile } = await examine([fileOf('t.csv', `a,b,kind,yes,three\n${rows}\n`)]);
    const tasks = profile.columns.map(({ task }) => task);
    expect(tasks).toEqual(['regression', 'regression', 'classification', 'classification', 'regression']);
    const more = repeat((i) => `${i},${i % 3}`, 90);
    const [, three] = (await examine([fileOf('t.csv', `a,three\n${more}\n`)])).profile.columns;
    expect(three?.task).toBe('classification');
  });

  it('leave out row names, and say why', async () => {
    const rows = repeat((i) => `${i},${i * 7},p${i},q${i % 40},,${i % 3},${i % 2 ? 'a' : 'b'}`);
    const { profile } = await examine([fileOf('t.csv', `,ID,name,ticket,nothing,pid,class\n${rows}\n`)]);
    expect(profile.suggested.uses).toEqual({
      c1: 'leave-out',
      ID: 'leave-out',
      name: 'leave-out',
      ticket: 'leave-out',
      nothing: 'leave-out',
      pid: 'number',
    });
    const said = Object.fromEntries(profile.notes.slice(1).map(({ column, text: note }) => [column, note]));
    expect(said.name).toBe('It has a different text in every row, like row names: it is left out.');
    expect(said.ID).toMatch(/different whole number in every row/);
    expect(said.ticket).toMatch(/more than half of the rows/);
    expect(said.nothing).toMatch(/empty in every row/);
  });

  it('can be overridden', async () => {
    const rows = repeat((i) => `${i * 7},${i % 2 ? 'a' : 'b'}`);
    const { profile, outcome } = await examine([fileOf('t.csv', `id,class\n${rows}\n`)]);
    expect(() => outcome(profile.suggested)).toThrow(/No column is left/);
    expect(outcome({ ...profile.suggested, uses: { id: 'number' } })).toMatchObject({
      inputs: 1,
      outputs: 2,
      train: 48,
      test: 12,
      dropped: 0,
    });
  });
});

describe('before the data set is made', () => {
  it('reports the outcome, and how cells are read', async () => {
    const { outcome, profile } = await opened();
    expect(outcome(choices)).toEqual({
      inputs: 6,
      outputs: 2,
      train: 8,
      test: 3,
      dropped: 1,
      notes: [
        {
          row: 8,
          column: 'kind',
          text: '“?” counts as missing. 1 such row is left out, for the target is missing.',
        },
        {
          row: 5,
          column: 'colour',
          text: 'The cell is empty. 1 such cell becomes a category of its own, “missing”.',
        },
        {
          row: 3,
          column: 'weight',
          text: "The cell is empty. 2 such cells are filled with the column's mean.",
        },
      ],
    });
    expect(profile.suggested).toMatchObject({ target: 'kind', uses: choices.uses, task: 'classification' });
    const mixed = await examine([fileOf('m.csv', 'x,class\n1,a\noops,b\n,a\n4,b\n5,a\n')]);
    const { suggested, strayTexts } = mixed.profile;
    expect(strayTexts).toEqual([{ row: 3, column: 'x', text: 'oops', cells: 1 }]);
    expect(() => mixed.outcome(suggested)).toThrow(/m\.csv, row 3, column x: “oops” is not a number/);
    expect(mixed.outcome({ ...suggested, textsAreMissing: ['x'] }).notes[0]).toEqual({
      row: 3,
      column: 'x',
      text: "“oops” is not a number. 2 such cells are filled with the column's mean.",
    });
  });

  it('describes it', async () => {
    const { info } = await made();
    expect(info).toMatchObject({
      id: 'own-things',
      name: 'Things',
      licence: 'yours',
      classNames: ['a', 'b'],
      targetName: 'kind',
      settings: { batchSize: 1, epochs: 20 },
      accuracyRange: [0.5, 1],
    });
    expect(info.sentence).toBe(
      'Your own data: 11 rows; kind is predicted from 3 columns, 30 % kept for testing (seed 1).',
    );
    expect(info.source).toMatch(/^things\.csv \(SHA-256 [0-9a-f]{12}…\)$/);
    expect(Object.values(info.learningRates)).toEqual(Object.values(info.learningRates).map(() => 0.001));
  });
});
