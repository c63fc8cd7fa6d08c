import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { examine } from '../index';
import { allocate, fileOf, idxOf, problemOf, rowsOf } from '../testSupport';

const pixels = Array.from({ length: 20 * 6 }, (_, i) => (7 * i) % 256);
const images = fileOf('my-images', idxOf([20, 2, 3], pixels));
const labels = fileOf(
  'my-labels.gz',
  gzipSync(
    idxOf(
      [20],
      Array.from({ length: 20 }, (_, i) => [4, 250][i % 2]!),
    ),
  ),
);

describe('the user’s own images and labels', () => {
  it('become a data set in either order, split by the test share', async () => {
    for (const files of [
      [images, labels],
      [labels, images],
    ]) {
      const { profile, make } = await examine(files);
      expect(profile).toMatchObject({ format: 'idx', rows: 20, inputs: 6, image: { height: 2, width: 3 } });
      const { info, dataset } = make({ ...profile.suggested, testShare: 0.3 }, 'own-i', allocate);
      expect(info).toMatchObject({ trainSize: 14, testSize: 6, classNames: ['4', '250'], name: 'my-images' });
      expect(info.sentence).toMatch(/20 images; the class is predicted from 6 pixels, 30 % kept/);
      const rows = rowsOf(dataset);
      const places = rows.map(
        (row) =>
          Array.from({ length: 20 }, (_, i) => i).find((i) => row.every((p, j) => p === pixels[6 * i + j]))!,
      );
      expect(places.slice().sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
      if (dataset.train.targets.kind !== 'classes') throw new Error('not classes');
      expect([...dataset.train.targets.labels]).toEqual(places.slice(0, 14).map((i) => i % 2));
    }
  });

  it('may be swapped', async () => {
    const { profile } = await examine([images, labels], { labels: 'my-images' });
    expect(profile).toMatchObject({ labels: 'my-images', inputs: 1, suggested: { task: 'regression' } });
    expect(profile.image).toBeUndefined();
    expect((await examine([images, labels])).profile.labels).toBe('my-labels.gz');
  });

  it('report progress in bytes of both files', async () => {
    const told: [number, number][] = [];
    await examine([images, labels], {}, (done, total) => told.push([done, total]));
    const total = images.blob.size + labels.blob.size;
    expect(told.at(-1)).toEqual([total, total]);
    expect(told.every(([done], i) => i === 0 || done >= told[i - 1]![0])).toBe(true);
  });
});

describe('an unusable IDX file is named with its fault', () => {
  const good = idxOf(
    [4, 2, 2],
    Array.from({ length: 16 }, (_, i) => i),
  );
  const zeros = new Uint8Array(40_000_000);
  zeros.set(good);
  it.each([
    ['cut short', good.subarray(0, -1), /cut short\. \| .* 16\sbytes of numbers; in bad\.idx 15\sbytes/],
    ['too long', Uint8Array.from([...good, 1]), /too long\. \| .* bad\.idx more than that/],
    ['cut within its header', good.subarray(0, 9), /cut short\. \| bad\.idx ends within its header/],
    [
      'wrong magic',
      Uint8Array.from([1, 2, 3, 4, 5]),
      /not an IDX file\. \| bad\.idx: It begins with the bytes 01 02 03 04/,
    ],
    ['empty', new Uint8Array(0), /not an IDX file\. \| bad\.idx: It is empty/],
    ['a web page', new TextEncoder().encode('<html>404'), /It is a web page/],
    [
      'floating-point elements',
      idxOf([2], [0, 0, 0, 0, 0, 0, 0, 0], 13),
      /does not contain bytes\. \| bad\.idx holds 32-bit floating-point/,
    ],
    [
      'two dimensions',
      idxOf([2, 2], [1, 2, 3, 4]),
      /neither images nor labels\. \| bad\.idx has 2 dimensions/,
    ],
    ['no samples', idxOf([0, 28, 28], []), /no samples\. \| bad\.idx has the shape 0 × 28 × 28/],
    [
      'a header of too much',
      idxOf([4e9, 28, 28], []),
      /too large\. \| bad\.idx holds 4,000,000,000 × 28 × 28/,
    ],
    ['gzip cut short', gzipSync(good).subarray(0, -12), /gzip file is damaged/],
    ['a gzip bomb', gzipSync(zeros), /too long/],
    ['images alone', good, /Labels are missing\. \| bad\.idx contains only images/],
    ['labels alone', idxOf([3], [1, 2, 1]), /Images are missing\. \| bad\.idx contains only labels/],
  ])('%s', async (_, content, message) => {
    expect(await problemOf([fileOf('bad.idx', content)])).toMatch(message);
  });

  const one = fileOf(
    'one',
    idxOf(
      [4, 2, 2],
      Array.from({ length: 16 }, (_, i) => i),
    ),
  );
  it.each([
    [
      'another count',
      [one, fileOf('two', idxOf([3], [1, 2, 1]))],
      /match in number\. \| one holds 4 samples, two 3 labels/,
    ],
    [
      'one class only',
      [one, fileOf('two', idxOf([4], [1, 1, 1, 1]))],
      /only one class\. \| two is “1” in every row/,
    ],
    ['two files of images', [one, one], /Which file holds the labels\?/],
    ['four files', [one, one, one, one], /do not form a data set\. .*merge files that are already split/],
  ] as const)('%s', async (_, files, message) => {
    expect(await problemOf(files)).toMatch(message);
  });
});
