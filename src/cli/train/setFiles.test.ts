import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { datasets } from '../../data';
import { DataProblem } from '../../data/spec';
import { realFiles } from '../../data/testSupport';
import { loadSet } from './setFiles';

const dir = mkdtempSync(join(tmpdir(), 'f3-sets-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function problemOf(id: string, folder: string): Promise<DataProblem> {
  const reason = await loadSet(id, folder).catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(DataProblem);
  return reason as DataProblem;
}

describe('a built-in set on the command line', () => {
  it('that is missing: the message names the searched folder and the options', async () => {
    const { title, detail } = await problemOf('mnist', '/nope');
    expect(title).toBe('MNIST is not here yet.');
    expect(detail).toMatch(/^Missing in \/nope\/mnist: train-images-idx3-ubyte(\.gz)?, /);
    expect(detail).toContain('Name the folder that contains mnist/ with --data DIR (or F3_DATA)');
    expect(detail).toContain('`npm run data -- mnist`');
    expect(detail).not.toContain('choose');
  });

  it('that is damaged: the loader’s message is printed', async () => {
    mkdirSync(join(dir, 'sgemm'));
    writeFileSync(join(dir, 'sgemm', 'sgemm_product.csv'), 'no table');
    expect((await problemOf('sgemm', dir)).detail).toContain('sgemm_product.csv');
    expect((await problemOf('sgemm', dir)).detail).not.toContain('Missing in');
  });

  it('that is generated needs no folder', async () => {
    expect((await loadSet('xor', '/nope')).train.size).toBe(2000);
  });
});

const names = datasets.mnist.files.map(({ name }) => name);
const place = realFiles('mnist', names);

describe.skipIf(place === undefined)('real MNIST (skipped where its files are not there)', () => {
  const packed = (name: string) => join(place as string, 'mnist', `${name}.gz`);

  it('is recognised by content in --data, and the path is printed', async () => {
    const at = join(dir, 'real');
    mkdirSync(join(at, 'MNIST', 'raw'), { recursive: true });
    const [images, labels, testImages, testLabels] = names as [string, string, string, string];
    symlinkSync(packed(images), join(at, 'TRAIN-IMAGES-IDX3-UBYTE (1).GZ'));
    const unpack = (name: string, as: string) =>
      writeFileSync(join(at, 'MNIST', 'raw', as), gunzipSync(readFileSync(packed(name))));
    unpack(labels, 'train-labels.idx1-ubyte');
    unpack(testImages, 't10k-images.idx3-ubyte');
    unpack(testLabels, 'T10K-LABELS.IDX1-UBYTE');
    const said: string[] = [];
    const found = await loadSet('mnist', at, (line) => said.push(line));
    const usual = await loadSet('mnist', place as string);
    for (const part of ['train', 'test'] as const) {
      const [a, b] = [found[part], usual[part]];
      expect(Buffer.compare(a.inputs as Uint8Array, b.inputs as Uint8Array)).toBe(0);
      expect(a.targets).toEqual(b.targets);
    }
    expect(said).toEqual([
      `mnist/${images}: known by its SHA-256 in ${join(at, 'TRAIN-IMAGES-IDX3-UBYTE (1).GZ')}`,
      `mnist/${labels}: known by its SHA-256 in ${join(at, 'MNIST', 'raw', 'train-labels.idx1-ubyte')}`,
      `mnist/${testImages}: known by its SHA-256 in ${join(at, 'MNIST', 'raw', 't10k-images.idx3-ubyte')}`,
      `mnist/${testLabels}: known by its SHA-256 in ${join(at, 'MNIST', 'raw', 'T10K-LABELS.IDX1-UBYTE')}`,
    ]);
  });

  it('is not confused with Fashion-MNIST, whose files have the same names', async () => {
    const at = join(dir, 'swapped');
    mkdirSync(join(at, 'fashion-mnist'), { recursive: true });
    for (const name of names) symlinkSync(packed(name), join(at, 'fashion-mnist', `${name}.gz`));
    const { title, detail } = await problemOf('fashion-mnist', at);
    expect(title).toBe('A data file is not the published one.');
    expect(detail).toContain('It is MNIST’s train-images-idx3-ubyte.');
  });
});
