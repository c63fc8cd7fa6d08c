import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFromFolder } from '../nodeFiles';
import { DataProblem, type LoadContext } from '../spec';
import { mnist } from './mnist';

const folders = ['../../../public/data', '../../../../shared/data'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const folder = folders.find((path) => mnist.files.every((file) => existsSync(`${path}/mnist/${file}`)));
const allocate = (bytes: number) => new SharedArrayBuffer(bytes);

function load(read: LoadContext['read']) {
  return mnist.load({ read, allocate, progress: () => {} });
}

async function problem(read: LoadContext['read']): Promise<DataProblem> {
  const reason = await load(read).catch((error: unknown) => error);
  if (reason instanceof DataProblem) return reason;
  throw new Error(`expected a DataProblem, got ${String(reason)}`);
}

describe('files that are not there', () => {
  it('says so, with the way to get them', async () => {
    const { title, detail } = await problem(async () => undefined);
    expect(title).toBe('MNIST is not here yet.');
    for (const file of mnist.files) expect(detail).toContain(file);
    expect(detail).toContain('npm run data -- mnist');
  });

  it('lists what is there and what is missing', async () => {
    const there = 't10k-labels-idx1-ubyte';
    const { title, detail } = await problem(async (file) => (file === there ? new Uint8Array(1) : undefined));
    expect(title).toBe('MNIST is not complete.');
    expect(detail).toContain(
      'Missing: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz. ' +
        'There: t10k-labels-idx1-ubyte.gz.',
    );
  });
});

describe.skipIf(folder === undefined)('the real files (public/data or ../shared/data)', () => {
  const read = readFromFolder(folder ?? '', 'mnist');
  const swapped = (one: string, other: string): LoadContext['read'] => {
    return (file) => read({ [one]: other, [other]: one }[file] ?? file);
  };

  it('are MNIST as published', async () => {
    const done: number[] = [];
    const set = await mnist.load({ read, allocate, progress: (part, total) => done.push(part / total) });
    expect([set.train.size, set.test.size]).toEqual([60_000, 10_000]);
    expect(done.at(-1)).toBe(1);
    const counts = [set.train, set.test].map(({ targets }) => {
      const perClass = new Array<number>(10).fill(0);
      if (targets.kind === 'classes')
        for (const label of targets.labels) perClass[label] = (perClass[label] ?? 0) + 1;
      return perClass;
    });
    expect(counts).toEqual([
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
      [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    ]);
    expect(set.train.targets).toMatchObject({ kind: 'classes' });
    if (set.train.targets.kind === 'classes')
      expect([...set.train.targets.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    let sum = 0;
    let squares = 0;
    for (const pixel of set.train.inputs) {
      sum += pixel;
      squares += pixel * pixel;
    }
    const mean = sum / set.train.inputs.length;
    expect(mean).toBeCloseTo(33.3184, 3);
    // The published constants are rounded to four digits of a pixel's range.
    expect(Math.abs(set.mean - mean)).toBeLessThan(0.00005 * 255);
    expect(Math.abs(set.deviation - Math.sqrt(squares / set.train.inputs.length - mean ** 2))).toBeLessThan(
      0.0001 * 255,
    );
    expect(set.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it.each([
    ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 'Images and labels are swapped.'],
    ['train-labels-idx1-ubyte.gz', 't10k-labels-idx1-ubyte.gz', 'Training set and test set are swapped.'],
  ])('%s swapped with %s is noticed', async (one, other, title) => {
    const found = await problem(swapped(one, other));
    expect(found.title).toBe(title);
    expect(found.detail).toContain(one);
  });
});
