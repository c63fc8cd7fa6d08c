import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { npyOf } from '../data/import/testSupport';
import { DataProblem } from '../data/spec';
import { namesFiles, openedLines, openFiles, refuseFileOptions } from './ownData';
import { parseOptions, readTrainOptions } from './trainOptions';
import { UsageError } from './usage';

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
  it('names files by their looks, and sets by their id', () => {
    for (const text of ['a.csv', './x', 'c:\\x', 'X.npy,y.npy']) expect(namesFiles(text)).toBe(true);
    for (const text of ['digits', 'nope', 'own-x', undefined, true]) expect(namesFiles(text)).toBe(false);
  });

  it('names a file that is there, whatever it is called', async () => {
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

  it('takes the task of another target as the column looks', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => `${i % 3},${(i % 6) / 10},${'ab'[i % 2]}`);
    const path = file('tasks.csv', `three,decimal,class\n${rows.join('\n')}\n`);
    const taskOf = async (...args: string[]) => (await open('--dataset', path, ...args)).info.task;
    expect(await taskOf()).toBe('classification');
    expect(await taskOf('--target', 'three')).toBe('classification');
    expect(await taskOf('--target', 'decimal')).toBe('regression');
    expect(await taskOf('--target', 'three', '--task', 'regression')).toBe('regression');
  });

  it('is told which of two arrays holds the labels', async () => {
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

  it('takes a file as it looks, and says what was made of it', async () => {
    const opened = await open('--dataset', kinds);
    const { info, dataset } = opened;
    expect(info).toMatchObject({ task: 'classification', inputs: 2, outputs: 2, trainSize: 16, testSize: 4 });
    expect(info.classNames).toEqual(['even', 'odd']);
    expect(dataset.train.inputs).toHaveLength(32);
    const [first, ...notes] = openedLines(opened);
    expect(first).toBe('kinds.csv: 2 inputs → 2 classes; 16 rows to train, 4 to test');
    expect(notes.join('\n')).toContain('row 5, column b: “n/a” is not a number.');
    expect(notes.join('\n')).toContain('column name: ');
    // From here on it is a data set like the others.
    const experiment = readTrainOptions({ ...parseOptions([]), dataset: info.id })?.experiment;
    expect(experiment).toMatchObject({ dataset: info.id, loss: 'bce' });
  });

  it('is told otherwise by options', async () => {
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
    expect((await open('--dataset', kinds, '--categories', 'a', '--target', 'kind')).info.inputs).toBe(21);
  });

  it('splits by its own seed', async () => {
    const inputs = async (seed: string) =>
      Array.from((await open('--dataset', kinds, '--split-seed', seed)).dataset.train.inputs);
    expect(await inputs('1')).toEqual(await inputs('1'));
    expect(await inputs('1')).not.toEqual(await inputs('2'));
  });

  it.each([
    [['--target', 'q'], '--target: “q” is no column of kinds.csv. It has a, b, kind, name.'],
    [['--leave-out', 'a,q'], '--leave-out: “q” is no column'],
    [['--task', 'ranking'], '--task: “ranking” is not known. Choose classification, regression.'],
    [['--test-share', '1'], '--test-share: “1” must be a number from 0.01 to 0.9.'],
    [['--split-seed', '0.5'], '--split-seed: “0.5” must be a whole number from 0 to'],
    [['--standardise', 'maybe'], '--standardise: “maybe” is neither yes nor no. Write one.'],
    [['--separator', 'dot'], '--separator: “dot” is not known. Choose comma, semicolon'],
  ])('refuses %j', async (args, message) => {
    expect(await refusal(...args)).toContain(message);
  });

  it('names a file that is not there, or is none', async () => {
    const missing = await open('--dataset', join(folder, 'nope.csv')).catch((error: unknown) => error);
    expect((missing as Error).message).toMatch(/--dataset: “.*nope\.csv” cannot be read/);
    const empty = await open('--dataset', file('empty.csv', '')).catch((error: unknown) => error);
    expect(empty).toBeInstanceOf(DataProblem);
    expect((empty as Error).message).toContain('empty.csv');
  });

  it('reads regular files alone: others may never end', async () => {
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
        `“${pipe}” is a pipe, not a file. Name a CSV, TSV, NPY or IDX file. Save what comes`,
      ),
      expect.stringContaining('“/dev/zero” is a device, not a file.'),
    ]);
  });

  it('is known by its content: the same file and choices have one id, others another', async () => {
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

  it('leaves options for files to files', () => {
    expect(() => refuseFileOptions(parseOptions(['--target', 'x']))).toThrow(
      '--target: only for a file of your own',
    );
    expect(() => refuseFileOptions(parseOptions(['--epochs', '3']))).not.toThrow();
  });
});
