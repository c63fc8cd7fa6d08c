import { describe, expect, it } from 'vitest';
import { readFromFolder } from '../nodeFiles';
import type { LoadContext } from '../spec';
import { classCounts, loadReal, loadWith, nonZeroShare, problemOf, realFiles } from '../testSupport';
import { mnist } from './mnist';

const names = mnist.files.map(({ name }) => name);
const place = realFiles('mnist', names);
const problem = (read: LoadContext['read']) => problemOf(loadWith(mnist, read));

describe('missing files', () => {
  it('are reported, with the way to get them', async () => {
    const { title, detail } = await problem(async () => undefined);
    expect(title).toBe('MNIST is not here yet.');
    for (const name of names) expect(detail).toContain(`${name}.gz`);
    expect(detail).toContain('npm run data -- mnist');
  });

  it('the message lists present and missing files', async () => {
    const there = 't10k-labels-idx1-ubyte';
    const { title, detail } = await problem(async (file) => (file === there ? new Uint8Array(1) : undefined));
    expect(title).toBe('MNIST is not complete.');
    expect(detail).toContain(
      'Missing: train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz. ' +
        'There: t10k-labels-idx1-ubyte.gz.',
    );
  });
});

describe.skipIf(place === undefined)('the real files (public/data or ../shared/data)', () => {
  const read = readFromFolder(place ?? '', 'mnist');
  const swapped = (one: string, other: string): LoadContext['read'] => {
    return (file) => read({ [one]: other, [other]: one }[file] ?? file);
  };

  it('are MNIST as published', async () => {
    const done: number[] = [];
    const set = await loadReal(mnist, place ?? '', (part, total) => done.push(part / total));
    expect([set.train.size, set.test.size]).toEqual([60_000, 10_000]);
    expect(done.at(-1)).toBe(1);
    const counts = [set.train, set.test].map((split) => classCounts(split, 10));
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
    expect(Math.abs(Number(set.mean) - mean)).toBeLessThan(0.00005 * 255);
    expect(
      Math.abs(Number(set.deviation) - Math.sqrt(squares / set.train.inputs.length - mean ** 2)),
    ).toBeLessThan(0.0001 * 255);
    expect(nonZeroShare(set.train.inputs)).toBeCloseTo(mnist.nonZero ?? 1, 4);
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
