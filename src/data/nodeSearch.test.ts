import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { createTar } from 'nanotar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderWith, packedFile } from '../../scripts/testSupport';
import { datasetIds, datasets } from './index';
import { searchFolder } from './nodeSearch';
import type { DatasetSpec } from './spec';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'search-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}

const images = packedFile('train-images-idx3-ubyte', 'digits');
const labels = packedFile('train-labels-idx1-ubyte', 'labels of digits');
const clothes = packedFile('train-images-idx3-ubyte', 'clothes');
const mnist = folderWith({ name: 'mnist', files: [images.file, labels.file] });
const fashion = folderWith({ name: 'fashion-mnist', files: [clothes.file] });
const all = [mnist, fashion];

async function found(folder = mnist, wanted = folder.files) {
  const files: Record<string, string> = {};
  for await (const { is, form, path } of searchFolder(root, folder, wanted, all))
    files[is.name] = `${form} ${relative(root, path)}`;
  return files;
}

describe('files under other names', () => {
  it.each([
    ['with a point', 'train-images.idx3-ubyte'],
    ['in capitals', 'TRAIN-IMAGES-IDX3-UBYTE'],
    ['as browsers number them', 'train-images-idx3-ubyte (1)'],
    ['with any other ending', 'train-images-idx3-ubyte.bin'],
    ['in folders as other tools make them', 'MNIST/raw/train-images-idx3-ubyte'],
    ['in a folder of the same name', 'train-images-idx3-ubyte/train-images-idx3-ubyte'],
    ['with no name to speak of', 'x'],
  ])('are recognised %s', async (_name, path) => {
    await put(path, 'digits');
    expect(await found()).toEqual({ 'train-images-idx3-ubyte': `plain ${path}` });
  });

  it.each(['train-images.idx3-ubyte.gz', 'train-images-idx3-ubyte (2).gz', 'TRAIN.GZ', 'a/b/c/d/download'])(
    'are recognised gzipped, as published or otherwise: %s',
    async (path) => {
      await put(path, images.bytes);
      expect(await found()).toEqual({ 'train-images-idx3-ubyte': `packed ${path}` });
      await put(path, gzipSync('digits', { level: 1 }));
      expect(await found()).toEqual({ 'train-images-idx3-ubyte': `packed ${path}` });
    },
  );

  it('are recognised in archives', async () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    await put('MNIST.zip', zipSync({ 'raw/train-images.idx3-ubyte': encode('digits') }));
    const tar = createTar([{ name: 'm/train-labels-idx1-ubyte.gz', data: new Uint8Array(labels.bytes) }]);
    await put('deep/mnist.tgz', gzipSync(tar));
    await put('broken.zip', zipSync({ 'train-images-idx3-ubyte': encode('digits') }).subarray(0, 40));
    expect(await found()).toEqual({
      'train-images-idx3-ubyte': 'plain MNIST.zip',
      'train-labels-idx1-ubyte': 'packed deep/mnist.tgz',
    });
  });

  it.each(['mnist.tar', 'mnist.tar (1).gz', 'mnist.tgz (1)', 'mnist.tar.gz', 'mnist.tar.gz (2)'])(
    'are recognised in %s',
    async (name) => {
      const tar = createTar([
        { name: 'm/train-images-idx3-ubyte', data: new TextEncoder().encode('digits') },
      ]);
      await put(name, name.endsWith('.tar') ? tar : gzipSync(tar));
      expect(await found()).toEqual({ 'train-images-idx3-ubyte': `plain ${name}` });
    },
  );

  it('are never taken for another set’s files of the same name', async () => {
    await put('raw/train-images-idx3-ubyte', 'clothes');
    await put('raw/train-images-idx3-ubyte (1)', 'digits');
    expect(await found()).toEqual({ 'train-images-idx3-ubyte': 'plain raw/train-images-idx3-ubyte (1)' });
    expect(await found(fashion)).toEqual({ 'train-images-idx3-ubyte': 'plain raw/train-images-idx3-ubyte' });
  });

  it('are not searched for in other sets’ folders, hidden folders or link cycles', async () => {
    await put('Fashion-MNIST/x', 'digits');
    await put('.cache/x', 'digits');
    await put('node_modules/x', 'digits');
    await put('in/labels', 'other labels');
    await symlink(root, join(root, 'in', 'up'));
    expect(await found()).toEqual({});
  });

  it('are found beside links to a parent folder', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await symlink(root, join(root, name));
    await put('1', 'one');
    await put('2', 'two');
    await put('zz/raw/x', 'digits');
    expect(await found()).toEqual({ 'train-images-idx3-ubyte': 'plain zz/raw/x' });
  });

  it('are not found in an empty folder', async () => {
    await rm(root, { recursive: true });
    expect(await found()).toEqual({});
    await mkdir(root);
    await put('x', '');
    expect(await found()).toEqual({});
  });
});

it('every file of every set has a checksum for its unpacked form', () => {
  for (const { id, files } of datasetIds.map((id): DatasetSpec => datasets[id]))
    for (const { name, plain } of files) expect(`${id} ${name} ${plain}`).toMatch(/ [0-9a-f]{64}$/);
});
