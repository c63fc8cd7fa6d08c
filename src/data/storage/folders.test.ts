import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { check } from '../fetch/checksum';
import { mirrorsFor } from '../fetch/mirrors';
import { datasets } from '../index';
import type { DatasetSpec } from '../spec';
import { addressesOf, folderOf, folders, nameIn, specOf } from './folders';

const specs: readonly DatasetSpec[] = Object.values(datasets);
const fetched = specs.filter(({ files }) => files.length > 0);

it('contain every file of their sets, each once', () => {
  expect(folders.map(({ name }) => name)).toEqual([...new Set(fetched.map(({ folder }) => folder))]);
  for (const spec of fetched) {
    const folder = folderOf(spec.id);
    expect(folder?.name).toBe(spec.folder);
    for (const file of spec.files) expect(folder?.files).toContainEqual(file);
  }
  for (const { files } of folders) expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
});

it('are found by name or set, and by nothing else', () => {
  for (const folder of folders) {
    expect(folderOf(folder.name)).toBe(folder);
    expect(specOf(folder).folder).toBe(folder.name);
  }
  for (const name of ['', 'digits', 'toString', '..']) expect(folderOf(name)).toBeUndefined();
});

describe.each(folders)('$name', (folder) => {
  it('can be fetched: each file from a mirror or in an archive', () => {
    expect(folder.mirrors.length + folder.archives.length).toBeGreaterThan(0);
    for (const { address } of folder.mirrors) expect(address).toMatch(/^https?:\/\/.+\/$/);
    for (const { address, bytes, kind } of folder.archives) {
      expect(address.endsWith(`.${kind}`)).toBe(true);
      expect(bytes).toBeGreaterThan(0);
    }
    for (const { plain, packed } of folder.files) {
      // Files in archives are plain, files of mirrors packed: without that sum nothing could be checked.
      if (folder.archives.length > 0) expect(plain).toBeDefined();
      else expect(packed).toBeDefined();
    }
  });
});

it('list addresses for manual downloads: the archive, else each file that is not too large', () => {
  expect(addressesOf(folderOf('cifar-10')!)).toEqual([
    'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  ]);
  const [images, labels, ...others] = addressesOf(folderOf('fashion-mnist')!);
  expect(images).toMatch(/^https:\/\/raw\.githubusercontent\.com\/.*\/train-images-idx3-ubyte\.gz$/);
  expect(labels).toMatch(/^https:\/\/cdn\.jsdelivr\.net\/.*\/train-labels-idx1-ubyte\.gz$/);
  expect(others).toHaveLength(2);
  for (const folder of folders) expect(addressesOf(folder)).not.toHaveLength(0);
});

it('can be read by browsers file by file if a mirror allows it', () => {
  const readable = folders.filter((folder) =>
    folder.files.every((file) => mirrorsFor(folder, file).length > 0),
  );
  expect(readable.map(({ name }) => name)).toEqual(['mnist', 'fashion-mnist']);
  const [images] = folderOf('fashion-mnist')?.files ?? [];
  // 26 MB: more than jsDelivr gives.
  expect(
    images && mirrorsFor(folderOf('fashion-mnist')!, images).map(({ address }) => new URL(address).host),
  ).toEqual(['raw.githubusercontent.com']);
});

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const there = folders.flatMap((folder) =>
  folder.files.flatMap((file) => {
    const form = (['packed', 'plain'] as const).find((one) =>
      existsSync(`${shared}${folder.name}/${nameIn(one, file)}`),
    );
    return form ? [{ name: `${folder.name}/${nameIn(form, file)}`, file, form }] : [];
  }),
);

describe.skipIf(there.length === 0)('the real files (skipped where ../shared/data is missing)', () => {
  it.each(there)('$name: files have the registered checksums', async ({ name, file, form }) => {
    const bytes = readFileSync(shared + name);
    expect(await check(file, bytes)).toEqual({ form });
    if (form === 'packed') {
      expect(bytes.length).toBe(file.bytes);
      expect(gunzipSync(bytes).length).toBe(file.plainBytes);
    } else expect(bytes.length).toBe(file.packed === undefined ? file.bytes : file.plainBytes);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    expect(await check(file, bytes)).toHaveProperty('wrong');
  });
});
