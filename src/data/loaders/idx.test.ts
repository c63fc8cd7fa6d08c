import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataProblem } from '../spec';
import { type IdxWanted, loadIdx } from './idx';

function idx(numbers: readonly number[], bytes: readonly number[]): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 * numbers.length));
  for (const [i, number] of numbers.entries()) head.setUint32(4 * i, number);
  return Uint8Array.from([...new Uint8Array(head.buffer), ...bytes]);
}

const pixels = Array.from({ length: 3 * 2 * 2 }, (_, i) => 20 * i);
const images = idx([2051, 3, 2, 2], pixels);
const labels = idx([2049, 3], [7, 0, 9]);
const shape = {
  folder: 'mnist',
  split: 'training set',
  count: 3,
  otherCount: 2,
  image: [2, 2],
  classes: 10,
} as const;
const wantedImages: IdxWanted = { ...shape, file: 'a-images.gz', kind: 'images' };
const wantedLabels: IdxWanted = { ...shape, file: 'a-labels.gz', kind: 'labels' };
const allocate = (bytes: number) => new SharedArrayBuffer(bytes);

async function problem(bytes: Uint8Array, wanted: IdxWanted): Promise<string> {
  try {
    await loadIdx(bytes, wanted, allocate);
  } catch (reason) {
    if (reason instanceof DataProblem) return `${reason.title} | ${reason.detail}`;
    throw reason;
  }
  return 'no problem';
}

describe('a valid IDX file', () => {
  it.each([
    ['plain', images],
    ['gzipped', gzipSync(images)],
  ])('returns its pixels, %s, in the caller’s kind of memory', async (_, bytes) => {
    const values = await loadIdx(bytes, wantedImages, allocate);
    expect([...values]).toEqual(pixels);
    expect(values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(values.byteLength).toBe(values.buffer.byteLength);
  });

  it('returns its labels', async () => {
    expect([...(await loadIdx(labels, wantedLabels, allocate))]).toEqual([7, 0, 9]);
  });

  it('can be unpacked in many chunks', async () => {
    const many = Array.from({ length: 200_000 }, (_, i) => (i * i) % 251);
    const packed = gzipSync(idx([2051, 50_000, 2, 2], many), { level: 0 });
    const values = await loadIdx(packed, { ...wantedImages, count: 50_000 }, allocate);
    expect(Buffer.compare(values, Uint8Array.from(many))).toBe(0);
  });
});

describe('an unusable file is named with its fault', () => {
  it.each([
    [
      'cut short',
      labels.subarray(0, -1),
      wantedLabels,
      /cut short\. \| a-labels\.gz says it holds 3 labels; 2 are there\./,
    ],
    [
      'images cut within an image',
      images.subarray(0, -1),
      wantedImages,
      /cut short\. \| a-images\.gz says it holds 3 images; 2 are there\./,
    ],
    [
      'too long',
      Uint8Array.from([...labels, 1]),
      wantedLabels,
      /too long\. \| a-labels\.gz says .* 4 are there\./,
    ],
    ['a header alone', images.subarray(0, 9), wantedImages, /not an IDX file\. \| a-images\.gz/],
    [
      'gzip cut short',
      gzipSync(images).subarray(0, -12),
      wantedImages,
      /gzip file is damaged.*\| a-images\.gz/,
    ],
    [
      'gzip damaged',
      gzipSync(images).fill(0x55, 12, 20),
      wantedImages,
      /gzip file is damaged.*\| a-images\.gz/,
    ],
    ['empty', new Uint8Array(0), wantedLabels, /not an IDX file\. \| a-labels\.gz: It is empty\./],
    ['a web page', new TextEncoder().encode('\n<!DOCTYPE html><p>403'), wantedLabels, /It is a web page/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), wantedLabels, /It is a PNG image/],
    ['a zip', new TextEncoder().encode('PK\u0003\u0004'), wantedLabels, /a zip archive: unpack it first/],
    ['anything else', Uint8Array.from([1, 2, 3, 4]), wantedLabels, /begins with the bytes 01 02 03 04/],
    [
      'images where labels belong',
      gzipSync(images),
      wantedLabels,
      /Images and labels are swapped\. \| a-labels\.gz holds 3 images, not labels/,
    ],
    [
      'labels where images belong',
      labels,
      wantedImages,
      /Images and labels are swapped\. \| a-images\.gz holds 3 labels, not images/,
    ],
    [
      'the other split',
      idx([2049, 2], [1, 2]),
      wantedLabels,
      /Training set and test set are swapped\. \| a-labels\.gz holds 2 labels; the training set has 3/,
    ],
    [
      'another count',
      idx([2049, 1], [1]),
      wantedLabels,
      /do not match in number\. \| a-labels\.gz holds 1 labels; the training set has 3/,
    ],
    [
      'another size',
      idx([2051, 3, 1, 2], [1, 2, 3, 4, 5, 6]),
      wantedImages,
      /wrong size\. \| a-images\.gz holds images of 1×2 pixels; 2×2 are needed/,
    ],
    [
      'a label out of range',
      idx([2049, 3], [0, 10, 1]),
      wantedLabels,
      /out of range\. \| a-labels\.gz: label 2 of 3 is 10; labels go from 0 to 9/,
    ],
  ])('%s', async (_, bytes, wanted, message) => {
    expect(await problem(bytes, wanted)).toMatch(message);
  });
});

describe('a gzip bomb is not unpacked', () => {
  const bomb = (head: Uint8Array) =>
    gzipSync(Buffer.concat([head, new Uint8Array(50_000_000)]), { level: 9 });

  it.each([
    ['behind a right header', images, /too long\. \| a-images\.gz says it holds 3 images; more are there/],
    [
      'behind a header that promises it',
      idx([2051, 40_000_000, 1, 1], []),
      /a-images\.gz holds 40,000,000 images; the/,
    ],
    [
      'behind no header',
      new Uint8Array(4),
      /not an IDX file\. \| a-images\.gz: It begins with the bytes 00 00 00 00/,
    ],
  ])('%s', async (_, head, message) => {
    expect(await problem(bomb(head), wantedImages)).toMatch(message);
  });

  it('but a larger set is reported by its size', async () => {
    const other = gzipSync(idx([2051, 1000, 2, 2], new Array(4000).fill(7)));
    expect(await problem(other, wantedImages)).toMatch(
      /do not match in number\. \| a-images\.gz holds 1,000 images; the training set has 3/,
    );
  });
});
