import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { createTar } from 'nanotar';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { folderWith, packedFile } from '../../../scripts/testSupport';
import { problemOf, realFiles } from '../testSupport';
import { type Folder, folderOf } from './folders';
import { type Recognised, recognise, storeFiles } from './publicFiles';

const kept = new Map<string, Uint8Array>();
vi.mock('./fileStore', () => ({
  storeFile: async (folder: string, name: string, bytes: Uint8Array) => {
    kept.set(`${folder}/${name}`, bytes);
  },
  readStoredFile: async (folder: string, name: string) => kept.get(`${folder}/${name}`),
  storedFiles: async (folder: string) =>
    [...kept]
      .filter(([key]) => key.startsWith(`${folder}/`))
      .map(([key, { length }]) => ({ name: key.slice(folder.length + 1), bytes: length })),
}));
beforeEach(() => kept.clear());

/** Nobody answers there. */
const base = 'http://127.0.0.1:1/';
const file = (name: string, bytes: Uint8Array | string) => new File([bytes as Uint8Array<ArrayBuffer>], name);
const encode = (text: string) => new TextEncoder().encode(text);

const a = packedFile('train-images', 'first');
const b = packedFile('train-images', 'second');
const table = packedFile('table.csv', '1,2');
const one = folderWith({ name: 'one', files: [a.file, packedFile('labels', 'one’s labels').file] });
const two = folderWith({
  name: 'two',
  files: [b.file, table.file, packedFile('labels', 'two’s labels').file],
});
const folders: readonly Folder[] = [one, two];

const shown = ({ folders: found, strangers }: Recognised) => ({
  ...Object.fromEntries(
    [...found].map(([name, given]) => [
      name,
      given.map(({ file: { name: as }, is, form }) => [as, is.name, form]),
    ]),
  ),
  strangers: strangers.map(({ name }) => name),
});
const sorted = async (...files: File[]) => shown(await recognise(files, folders));

describe('dropped or chosen files', () => {
  it('belong to the set whose checksum they have, whatever their names', async () => {
    expect(await sorted(file('train-images.gz', b.bytes), file('download (1)', a.bytes))).toEqual({
      two: [['train-images.gz', 'train-images', 'packed']],
      one: [['download (1)', 'train-images', 'packed']],
      strangers: [],
    });
  });

  it('are recognised plain, gzipped as published, and gzipped otherwise', async () => {
    expect(await sorted(file('x', 'first'), file('y.gz', gzipSync('first', { level: 0 })))).toEqual({
      one: [
        ['x', 'train-images', 'plain'],
        ['y.gz', 'train-images', 'packed'],
      ],
      strangers: [],
    });
  });

  it('are identified by name if no checksum matches', async () => {
    expect(await sorted(file('labels.gz', 'damaged'))).toEqual({
      one: [['labels.gz', 'labels', undefined]],
      strangers: [],
    });
  });

  it('with the same names go to the set whose checksums match', async () => {
    expect(await sorted(file('labels', 'damaged'), file('train-images', 'second'))).toEqual({
      two: [
        ['train-images', 'train-images', 'plain'],
        ['labels', 'labels', undefined],
      ],
      strangers: [],
    });
  });

  it('are the user’s own if nothing suggests a set; a .csv needs the checksum', async () => {
    expect(await sorted(file('mine.csv', 'a,b'), file('table.csv', '1;2'), file('t.csv', '1,2'))).toEqual({
      two: [['t.csv', 'table.csv', 'plain']],
      strangers: ['mine.csv', 'table.csv'],
    });
  });

  it('are found in archives as downloaded', async () => {
    const members = {
      'in/train-images': encode('second'),
      'in/table.csv': encode('1,2'),
      other: encode('x'),
    };
    const tar = createTar(Object.entries(members).map(([name, data]) => ({ name, data })));
    const both = [
      ['train-images', 'train-images', 'plain'],
      ['table.csv', 'table.csv', 'plain'],
    ];
    expect(await sorted(file('two.zip', zipSync(members)))).toEqual({ two: both, strangers: [] });
    expect(await sorted(file('two.tar.gz', gzipSync(tar)))).toEqual({ two: both, strangers: [] });
    expect(await sorted(file('mine.zip', zipSync({ other: encode('x') })))).toEqual({
      strangers: ['mine.zip'],
    });
  });

  it('in a broken archive: the others are stored, and the message says why', async () => {
    const broken = zipSync({ 'train-images': encode('second') }).subarray(0, 40);
    const files = [
      file('bad.zip', broken),
      file('x', 'first'),
      file('cut.tar.gz', gzipSync('x').subarray(0, 9)),
    ];
    const found = await recognise(files, folders);
    expect(shown(found)).toEqual({
      one: [['x', 'train-images', 'plain']],
      strangers: ['bad.zip', 'cut.tar.gz'],
    });
    expect(found.problems.map(({ title }) => title)).toEqual(
      new Array(2).fill('This archive cannot be opened.'),
    );
    expect(found.problems[0]?.detail).toMatch(
      /^bad\.zip \(40 bytes\): the archive cannot be unpacked \(.+\)\. Download/,
    );
  });

  it('are recognised by checksum over plain http, too, where the browser has no SHA-256', async () => {
    const { crypto } = globalThis;
    vi.stubGlobal('crypto', { ...crypto, subtle: undefined });
    const found = await sorted(file('labels', 'x'), file('other', 'first'), file('o.gz', gzipSync('second')));
    vi.unstubAllGlobals();
    expect(found).toEqual({
      one: [
        ['other', 'train-images', 'plain'],
        ['labels', 'labels', undefined],
      ],
      two: [['o.gz', 'train-images', 'packed']],
      strangers: [],
    });
  });

  it('that can no longer be read are named', async () => {
    const gone = file('labels', 'x');
    gone.arrayBuffer = () => Promise.reject(new Error('gone'));
    const { title, detail } = await problemOf(recognise([gone], folders));
    expect(`${title} ${detail}`).toBe(
      'This file cannot be read. labels was moved or changed. Select it again.',
    );
  });
});

describe('storing', () => {
  const give = async (folder: string, ...files: File[]) => {
    const given = (await recognise(files, folders)).folders.get(folder) ?? [];
    return storeFiles(folder, given, base, () => undefined, folders);
  };

  it('stores valid files under their own names, and says what is still missing', async () => {
    expect(await give('two', file('x', 'second'), file('y', table.bytes))).toEqual(['labels']);
    expect([...kept.keys()]).toEqual(['two/train-images', 'two/table.csv.gz']);
    expect(await give('two', file('z', 'two’s labels'))).toEqual([]);
  });

  it('rejects an unknown folder', async () => {
    expect((await problemOf(storeFiles('three', [], base))).title).toBe('There is no data set “three”.');
  });
});

const mnist = folderOf('mnist')!;
const place = realFiles(
  'mnist',
  mnist.files.map(({ name }) => name),
);
const real = (name: string) => {
  const packed = `${place}/mnist/${name}.gz`;
  return existsSync(packed) ? readFileSync(packed) : readFileSync(`${place}/mnist/${name}`);
};

describe.skipIf(place === undefined)('real MNIST (skipped where its files are not there)', () => {
  const names = mnist.files.map(({ name }) => name);
  const give = async (files: File[]) => {
    const { folders: found, strangers } = await recognise(files);
    expect(strangers).toEqual([]);
    expect([...found.keys()]).toEqual(['mnist']);
    return storeFiles('mnist', found.get('mnist') ?? [], base);
  };

  it('is recognised under any name and stored completely', async () => {
    expect(await give(names.map((name, i) => file(`download (${i})`, real(name))))).toEqual([]);
    expect([...kept.keys()].map((key) => key.replace(/\.gz$/, ''))).toEqual(
      names.map((name) => `mnist/${name}`),
    );
  });

  it('is checked by its loader if a file is damaged: only the valid files are stored', async () => {
    const files = names.map((name) => file(name, name === 't10k-labels-idx1-ubyte' ? 'damaged' : real(name)));
    const { title, detail } = await problemOf(give(files));
    expect(title).toBe('This is not an IDX file.');
    expect(detail).toContain('t10k-labels-idx1-ubyte');
    expect([...kept.keys()].sort()).toEqual(
      ['t10k-images-idx3-ubyte', 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map((name) =>
        expect.stringContaining(`mnist/${name}`),
      ),
    );
  });

  it('is not reported as present if one file is damaged and the others are missing', async () => {
    const { title, detail } = await problemOf(give([file('t10k-labels-idx1-ubyte', 'damaged')]));
    expect(title).toBe('This is not the published file of MNIST.');
    expect(detail).toMatch(/^t10k-labels-idx1-ubyte: wrong bytes .*was not saved\. Download it again\.$/);
    expect(detail).not.toContain('There:');
    expect(kept.size).toBe(0);
  });

  it('is not confused with similar files', async () => {
    const labels = new Uint8Array(gunzipSync(real('t10k-labels-idx1-ubyte')));
    labels[100] = ((labels[100] ?? 0) + 1) % 10;
    const files = names.map((name) => file(name, name === 't10k-labels-idx1-ubyte' ? labels : real(name)));
    const { title, detail } = await problemOf(give(files));
    expect(title).toBe('This is not the published file of MNIST.');
    expect(detail).toMatch(/^t10k-labels-idx1-ubyte: wrong bytes \(10,008 of them.*Rename it/);
    expect(kept.size).toBe(3);
  });
});
