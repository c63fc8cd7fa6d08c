import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { npyOf } from '../../data/import/testSupport';
import { DataProblem } from '../../data/spec';
import { UsageError } from '../usage';
import { namesFiles, openedLines, openFiles } from './ownData';
import { flagsFor, readOptions, refuseFileOptions } from './ownOptions';
import { parseOptions, readTrainOptions } from './trainOptions';

const folder = mkdtempSync(join(tmpdir(), 'f3-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** 20 rows: two numbers, one of them once missing, a kind, and a name for each row. */
const rows = Array.from(
  { length: 20 },
  (_, i) => `${i},${i === 3 ? 'n/a' : i * 2},${i % 2 ? 'odd' : 'even'},row ${i}x`,
);
const kinds = file('kinds.csv', `a,b,kind,name\n${rows.join('\n')}\n`);

const open = (...args: string[]) => openFiles({ ...parseOptions(args), dataset: args[1] as string });

async function refusal(...args: string[]): Promise<string> {
  const reason = await open('--dataset', kinds, ...args).catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(UsageError);
  return (reason as UsageError).message;
}

describe('--dataset', () => {
  it('takes a file path or the id of a set', () => {
    for (const text of ['a.csv', './x', 'c:\\x', 'X.npy,y.npy']) expect(namesFiles(text)).toBe(true);
    for (const text of ['digits', 'nope', 'own-x', undefined, true]) expect(namesFiles(text)).toBe(false);
  });

  it('takes an existing file, whatever its name', async () => {
    const plain = file('measurements', readFileSync(kinds, 'utf8'));
    const commas = file('a,b.csv', readFileSync(kinds, 'utf8'));
    // Where the command is run, a name needs neither dot nor slash.
    const here = process.cwd();
    process.chdir(folder);
    try {
      expect(namesFiles('measurements')).toBe(true);
      expect(namesFiles('measurements,nope')).toBe(false);
    } finally {
      process.chdir(here);
    }
    expect(namesFiles(folder.replace(/[./\\]/g, ''))).toBe(false);
    expect((await open('--dataset', plain)).files).toMatchObject([{ name: 'measurements' }]);
    expect((await open('--dataset', commas)).files).toMatchObject([{ name: 'a,b.csv' }]);
  });

  it('infers the task from the chosen target column', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => `${i % 3},${(i % 6) / 10},${'ab'[i % 2]}`);
    const path = file('tasks.csv', `three,decimal,class\n${rows.join('\n')}\n`);
    const taskOf = async (...args: string[]) => (await open('--dataset', path, ...args)).info.task;
    expect(await taskOf()).toBe('classification');
    expect(await taskOf('--target', 'three')).toBe('classification');
    expect(await taskOf('--target', 'decimal')).toBe('regression');
    expect(await taskOf('--target', 'three', '--task', 'regression')).toBe('regression');
  });

  it('takes an option for which of two arrays holds the labels', async () => {
    const up = Array.from({ length: 30 }, (_, i) => i);
    const x = join(folder, 'x.npy');
    const y = join(folder, 'y.npy');
    writeFileSync(x, npyOf('<f8', [30, 2], [...up, ...up.map((i) => i / 2)]));
    writeFileSync(
      y,
      npyOf(
        '<f8',
        [30],
        up.map((i) => i % 3),
      ),
    );
    expect((await open('--dataset', `${x},${y}`)).info).toMatchObject({ task: 'classification', inputs: 2 });
    const swapped = (await open('--dataset', `${x},${y}`, '--labels', x)).info;
    expect(swapped).toMatchObject({ task: 'regression', inputs: 1, outputs: 2 });
  });

  it('reads a file as detected, and prints how', async () => {
    const opened = await open('--dataset', kinds);
    const { info, dataset } = opened;
    expect(info).toMatchObject({ task: 'classification', inputs: 2, outputs: 2, trainSize: 16, testSize: 4 });
    expect(info.classNames).toEqual(['even', 'odd']);
    expect(dataset.train.inputs).toHaveLength(32);
    const [first, ...notes] = openedLines(opened);
    expect(first).toBe('kinds.csv: 2 inputs → 2 classes; 16 rows to train, 4 to test');
    expect(notes.join('\n')).toContain('row 5, column b: “n/a” counts as missing.');
    expect(notes.join('\n')).toContain('column name: ');
    // From here on it is a data set like the others.
    const experiment = readTrainOptions({ ...parseOptions([]), dataset: info.id })?.experiment;
    expect(experiment).toMatchObject({ dataset: info.id, loss: 'bce' });
  });

  it('can be overridden by options', async () => {
    const { info, dataset } = await open(
      ...[
        '--dataset',
        kinds,
        '--target',
        'b',
        '--leave-out',
        'kind',
        '--test-share',
        '0.5',
        '--standardise',
        'no',
      ],
    );
    // The row without a target is left out.
    expect(info).toMatchObject({ task: 'regression', inputs: 1, outputs: 1, targetName: 'b' });
    expect(info.trainSize + info.testSize).toBe(19);
    expect([...(dataset.mean as Float32Array), ...(dataset.deviation as Float32Array)]).toEqual([0, 1]);
    const experiment = readTrainOptions({ ...parseOptions([]), dataset: info.id })?.experiment;
    expect(experiment).toMatchObject({ loss: 'mse', outputActivation: 'linear', errorTransform: 'raw' });
    // b, and a's values in rows for training: a test row's own reads as none.
    expect((await open('--dataset', kinds, '--categories', 'a', '--target', 'kind')).info.inputs).toBe(17);
  });

  it('splits with the split’s own seed', async () => {
    const inputs = async (seed: string) =>
      Array.from((await open('--dataset', kinds, '--split-seed', seed)).dataset.train.inputs);
    expect(await inputs('1')).toEqual(await inputs('1'));
    expect(await inputs('1')).not.toEqual(await inputs('2'));
  });

  it.each([
    [['--target', 'q'], '--target: “q” is not a column of kinds.csv. It has a, b, kind, name.'],
    [['--leave-out', 'a,q'], '--leave-out: “q” is not a column'],
    [['--task', 'ranking'], '--task: “ranking” is not known. Choose classification, regression.'],
    [['--test-share', '1'], '--test-share: “1” must be a number from 0.01 to 0.9.'],
    [['--split-seed', '0.5'], '--split-seed: “0.5” must be a whole number from 0 to'],
    [['--target', 'a,b'], '--target: “a,b” names several columns. Name one.'],
    [['--target', ''], '--target: “” contains no value.'],
    [['--standardise', 'maybe'], '--standardise: “maybe” is not known. Choose yes, no, together.'],
    [['--separator', 'dot'], '--separator: “dot” is not known. Choose comma, semicolon'],
    [['--header', '4'], '--header: “4” is not known. Choose yes, no, 2, 3.'],
    [['--skip-rows', '1.5'], '--skip-rows: “1.5” must be a whole number from 0 to'],
    [['--skip-rows=-1'], '--skip-rows: “-1” must be a whole number from 0 to'],
    [['--decimal', 'dot'], '--decimal: “dot” is not known. Choose point, comma.'],
    [['--quotes', 'maybe'], '--quotes: “maybe” is not known. Choose yes, no.'],
    [['--missing', ''], '--missing: “” contains no value. Give one, or leave the option out.'],
    [['--missing', '-1,"2'], '--missing: in “-1,"2” a quotation mark is not closed.'],
    [['--numbers', 'a', '--leave-out', 'b,a'], '--leave-out: “a” is named by --numbers too. Name it once.'],
    [['--leave-out', 'kind'], '--leave-out: “kind” is the target. Name another one with --target'],
    [['--numbers', 'kind'], '--numbers: “kind” is the target. Add --task regression'],
    [['--target', 'a', '--categories', 'a'], '--categories: “a” is the target. Add --task classification'],
    [['--labels', 'y.npy'], '--labels: only where two files of arrays are given; kinds.csv is one.'],
  ])('refuses %j', async (args, message) => {
    expect(await refusal(...args)).toContain(message);
  });

  it('refuses text options for array files', async () => {
    const x = join(folder, 'only-x.npy');
    const y = join(folder, 'only-y.npy');
    writeFileSync(
      x,
      npyOf(
        '<f8',
        [30, 2],
        Array.from({ length: 60 }, (_, i) => i % 7),
      ),
    );
    writeFileSync(
      y,
      npyOf(
        '<i4',
        [30],
        Array.from({ length: 30 }, (_, i) => i % 3),
      ),
    );
    const why = async (...args: string[]) => {
      const reason = await open('--dataset', `${x},${y}`, ...args).catch((error: unknown) => error);
      expect(reason).toBeInstanceOf(UsageError);
      return (reason as UsageError).message;
    };
    for (const [option, value] of [
      ['separator', 'comma'],
      ['header', 'yes'],
      ['skip-rows', '2'],
      ['decimal', 'comma'],
      ['quotes', 'no'],
      ['missing', '-200'],
    ] as const)
      expect(await why(`--${option}`, value)).toBe(
        `--${option}: only for tables of text (CSV, TSV); only-x.npy is an array of numbers (NPY). Leave it out.`,
      );
    expect(await why('--labels', 'z.npy')).toBe(
      '--labels: “z.npy” is none of the files. Name one of only-x.npy, only-y.npy.',
    );
    expect(await why('--numbers', 'a')).toContain(
      '--numbers: “a” is not a column of only-x.npy, only-y.npy. It has none.',
    );
  });

  it('asks about texts among numbers; each of the options it names is an answer', async () => {
    const broken = rows.map((row, i) => (i === 4 || i === 9 ? row.replace(/^\d+/, 'broken 1') : row));
    const path = file('broken.csv', `a,b,kind,name\n${broken.join('\n')}\n`);
    const reason = await open('--dataset', path).catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(UsageError);
    expect((reason as UsageError).message.split('\n')).toEqual([
      expect.stringContaining('broken.csv has cells in number columns that are not numbers.'),
      "  row 6, column a: “broken 1” (2 cells): --missing 'broken 1' | --numbers a | --categories a | --leave-out a",
    ]);
    const made = async (...args: string[]) => (await open('--dataset', path, ...args)).info;
    expect(await made('--missing', 'broken 1')).toMatchObject({ inputs: 2, trainSize: 16 });
    expect(await made('--numbers', 'a')).toMatchObject({ inputs: 2, inputNames: ['a', 'b'] });
    expect(await made('--categories', 'a')).toMatchObject({ inputs: 17 });
    expect(await made('--leave-out', 'a')).toMatchObject({ inputNames: ['b'] });
    // As a target, rows without a number have nothing to predict.
    const target = await made('--target', 'a', '--numbers', 'a', '--leave-out', 'name');
    expect(target.trainSize + target.testSize).toBe(18);
    expect(
      ((await open('--dataset', path, '--target', 'a').catch((error) => error)) as Error).message,
    ).toContain('--numbers a | --task classification');
  });

  it('lists alternative readings with their options', async () => {
    const path = file(
      'people.csv',
      `people;area;kind\n${rows.map((_, i) => `${i + 1}.${100 + i};${i},5;${'ab'[i % 2]}`).join('\n')}\n`,
    );
    const { understood, dataset } = await open('--dataset', path);
    expect(understood).toContain('decimal mark: comma');
    expect(Math.max(...dataset.train.inputs)).toBeGreaterThan(1000);
    const other = understood.find((line) => line.startsWith('or: decimal point, with --decimal point.'));
    expect(other).toContain('“1.100”');
    const flags = ['--decimal', 'point', '--leave-out', 'area'];
    expect(Math.max(...(await open('--dataset', path, ...flags)).dataset.train.inputs)).toBeLessThan(30);
  });

  it('names columns that contain commas', async () => {
    const path = file(
      'commas.csv',
      `"a,b",a,kind\n${rows.map((row, i) => `${i},${row.split(',')[0]},${i % 2}x`).join('\n')}\n`,
    );
    const inputs = async (...args: string[]) => (await open('--dataset', path, ...args)).info.inputNames;
    expect(await inputs('--leave-out', 'a,b')).toEqual(['a']);
    expect(await inputs('--leave-out', '"a,b"')).toEqual(['a']);
    expect(await inputs('--leave-out', 'a')).toEqual(['a,b']);
  });

  it('names a path that is missing or not a file', async () => {
    const missing = await open('--dataset', join(folder, 'nope.csv')).catch((error: unknown) => error);
    expect((missing as Error).message).toMatch(/--dataset: “.*nope\.csv” cannot be read/);
    const empty = await open('--dataset', file('empty.csv', '')).catch((error: unknown) => error);
    expect(empty).toBeInstanceOf(DataProblem);
    expect((empty as Error).message).toContain('empty.csv');
  });

  it('reads only regular files: others may never end', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const messages = await Promise.all(
      [folder, pipe, '/dev/zero'].map((path) =>
        open('--dataset', path).catch((error: Error) => error.message),
      ),
    );
    expect(messages).toEqual([
      `--dataset: “${folder}” is a folder, not a file. Name a CSV, TSV, NPY or IDX file.`,
      expect.stringContaining(
        `“${pipe}” is a pipe, not a file. Name a CSV, TSV, NPY or IDX file. Save its output`,
      ),
      expect.stringContaining('“/dev/zero” is a device, not a file.'),
    ]);
  });

  it('identifies data by content: same file and choices, same id', async () => {
    const idOf = async (...args: string[]) => (await open(...args)).info.id;
    const id = await idOf('--dataset', kinds);
    expect(id).toMatch(/^own-kinds-[0-9a-f]{12}$/);
    expect(await idOf('--dataset', kinds)).toBe(id);
    mkdirSync(join(folder, 'other'), { recursive: true });
    const text = readFileSync(kinds, 'utf8');
    const copy = file(join('other', 'kinds.csv'), text.replaceAll('\n', '\r\n'));
    expect(await idOf('--dataset', copy)).toBe(id);
    const renamed = await idOf('--dataset', file('renamed.csv', text));
    expect(renamed.slice(-12)).toBe(id.slice(-12));
    const changed = file(join('other', 'kinds.csv'), text.replace('7,14,', '7,15,'));
    const ids = [
      id,
      await idOf('--dataset', changed),
      await idOf('--dataset', kinds, '--target', 'b'),
      await idOf('--dataset', kinds, '--leave-out', 'a'),
      await idOf('--dataset', kinds, '--split-seed', '1'),
      await idOf('--dataset', kinds, '--test-share', '0.5'),
      await idOf('--dataset', kinds, '--standardise', 'no'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refuses file options for built-in sets', () => {
    expect(() => refuseFileOptions(parseOptions(['--target', 'x']))).toThrow(
      '--target: only for a file of your own',
    );
    expect(() => refuseFileOptions(parseOptions(['--epochs', '3']))).not.toThrow();
  });
});

describe('options for files', () => {
  const read = (...args: string[]) => readOptions(parseOptions(args));

  it('describe how a file is read', () => {
    expect(read()).toEqual({});
    expect(read('--separator', 'tab', '--quotes', 'no', '--decimal', 'comma', '--skip-rows', '0')).toEqual({
      delimiter: '\t',
      quotes: false,
      decimal: 'comma',
      skipRows: 0,
    });
    expect(read('--header', 'no')).toEqual({ header: false });
    expect(read('--header', 'yes')).toEqual({ header: true });
    expect(read('--header', '2', '--labels', 'some/where/y.npy')).toEqual({
      header: true,
      headerRows: 2,
      labels: 'y.npy',
    });
  });

  it('take marks literally, even if they look like options', () => {
    const marks = (...args: string[]) => read(...args).missing;
    expect(marks('--missing', '-200,inf')).toEqual(['-200', 'inf']);
    expect(marks('--missing', '-nan')).toEqual(['-nan']);
    expect(marks('--missing', '--', '--header', 'no')).toEqual(['--']);
    expect(marks('--missing', '-', '--header', 'no')).toEqual(['-']);
    expect(marks('--missing=-1,"1,5"')).toEqual(['-1', '1,5']);
    expect(() => marks('--missing', '--header', 'no')).toThrow(UsageError);
  });

  it('are written so that they are read back the same', () => {
    const all = [
      { delimiter: ' ' },
      { header: false },
      { header: true, headerRows: 2 },
      { skipRows: 3, decimal: 'comma' },
      { quotes: false, missing: ['-200', 'n.d.'] },
    ] as const;
    for (const options of all) expect(read(...flagsFor(options).split(' '))).toEqual(options);
    expect(flagsFor({ missing: ['not here', "it's"] })).toBe("--missing 'not here,it'\\''s'");
    expect(flagsFor({ decimal: 'comma', missing: ['-200'] })).toBe('--decimal comma --missing -200');
  });
});
