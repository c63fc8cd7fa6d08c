import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { readFromFolder } from '../nodeFiles';
import type { LoadContext } from '../spec';
import { classCounts, loadReal, loadWith, problemOf, readGiven, realFiles, rowOf } from '../testSupport';
import { cifar10 } from './cifar10';

const names = cifar10.files.map(({ name }) => name);
const place = realFiles('cifar-10', names);
const record = 3073;

/** 10,000 records whose labels take turns and whose pixels are their number and place, modulo 251. */
function batch(number: number): Uint8Array {
  const bytes = new Uint8Array(10_000 * record);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (number * 31 + i) % 251;
  for (let n = 0; n < 10_000; n++) bytes[n * record] = n % 10;
  return bytes;
}
const one = batch(1);
const all = (first: Uint8Array): LoadContext['read'] =>
  readGiven(Object.fromEntries(names.map((name, i) => [name, i === 0 ? first : one])));
const changed = (change: (bytes: Uint8Array) => void): Uint8Array => {
  const bytes = one.slice();
  change(bytes);
  return bytes;
};

describe('records', () => {
  it('are placed correctly, gzipped in small chunks or plain', async () => {
    const files = Object.fromEntries(names.map((name, i) => [name, batch(i)]));
    const packed = gzipSync(batch(1), { level: 1 });
    const { 'data_batch_2.bin': _, ...others } = files;
    const done: number[] = [];
    const set = await loadWith(
      cifar10,
      readGiven({ ...others, 'data_batch_2.bin.gz': packed }),
      (part, total) => done.push(part / total),
    );
    for (const [split, index, file, at] of [
      [set.train, 0, 0, 0],
      [set.train, 12_345, 1, 2_345],
      [set.train, 49_999, 4, 9_999],
      [set.test, 777, 5, 777],
    ] as const) {
      const expected = (files[names[file] as string] as Uint8Array).subarray(
        at * record + 1,
        (at + 1) * record,
      );
      expect(rowOf(split, index, 3072)).toEqual([...expected]);
    }
    expect(classCounts(set.train, 10)).toEqual(new Array(10).fill(5000));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    expect(set.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

describe('unusable files are named', () => {
  it.each([
    ['empty', new Uint8Array(0), /not a CIFAR-10 file\. \| data_batch_1\.bin: It is empty\./],
    ['empty and packed', gzipSync(''), /data_batch_1\.bin: It is empty\./],
    ['a web page', Buffer.from('<html><body>404'.padEnd(400)), /not a CIFAR-10 file.*It is a web page/],
    [
      'a tar archive',
      Buffer.from('cifar'),
      /begins with the bytes 63 69 66 61; the first is a label, 0 to 9/,
    ],
    ['a zip', Buffer.from('PK\u0003\u0004'), /zip archive: unpack it first/],
    ['the Python version', Uint8Array.of(0x80, 2, 0x7d, 0x71), /It is the Python version/],
    [
      'images of MNIST',
      Uint8Array.of(0, 0, 8, 3, 0, 0),
      /cut short\. \| data_batch_1\.bin: 10,000 records are 30,730,000 bytes; 6 are/,
    ],
    ['cut within a record', one.subarray(0, -1), /cut short.*30,729,999 are there/],
    ['cut between records', one.subarray(0, -record), /cut short.*30,726,927 are there/],
    ['too long', Buffer.concat([one, Uint8Array.of(1)]), /too long.*more are there/],
    ['a gzip bomb', gzipSync(new Uint8Array(60_000_000)), /too long.*more are there/],
    [
      'a gzip file cut short',
      gzipSync(one, { level: 1 }).subarray(0, -9),
      /gzip file is damaged.*\| data_batch_1\.bin/,
    ],
    [
      'a wrong label',
      changed((bytes) => bytes.fill(10, 41 * record, 41 * record + 1)),
      /label is out of range\. \| data_batch_1\.bin: record 42 of 10,000 begins with 10/,
    ],
    ['records of CIFAR-100', changed((bytes) => bytes.copyWithin(1, 0)), /label is out of range/],
  ])('%s', async (_, bytes, message) => {
    const { title, detail } = await problemOf(loadWith(cifar10, all(bytes)));
    expect(`${title} | ${detail}`).toMatch(message);
    expect(detail).toContain('npm run data -- cifar-10');
  });

  it('an invalid test file', async () => {
    const swapped = changed((bytes) => bytes.fill(3, 0, 1));
    const files = Object.fromEntries(names.map((name, i) => [name, i === 5 ? swapped : one]));
    const { title, detail } = await problemOf(loadWith(cifar10, readGiven(files)));
    expect(title).toBe('This is not the test set.');
    expect(detail).toContain('test_batch.bin holds 999 images of class 0 (airplane)');
  });

  it('all missing ones', async () => {
    const { title, detail } = await problemOf(
      loadWith(cifar10, readGiven({ 'data_batch_1.bin': one, 'test_batch.bin': one })),
    );
    expect(title).toBe('CIFAR-10 is not complete.');
    expect(detail).toContain(
      'Missing: data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, data_batch_5.bin. There: data_batch_1.bin, test_batch.bin.',
    );
    expect(detail).toContain('the six files');
  });
});

/** Expected numbers by numpy from the same files. */
describe.skipIf(place === undefined)('the real files (public/data or ../shared/data)', () => {
  let set: Dataset;
  beforeAll(async () => {
    set = await loadReal(cifar10, place ?? '');
  });

  it('have the published counts and classes', () => {
    expect([set.train.size, set.test.size]).toEqual([50_000, 10_000]);
    expect(classCounts(set.train, 10)).toEqual(new Array(10).fill(5000));
    expect(classCounts(set.test, 10)).toEqual(new Array(10).fill(1000));
  });

  it('have the published first and last images', () => {
    if (set.train.targets.kind !== 'classes' || set.test.targets.kind !== 'classes') throw new Error();
    expect([...set.train.targets.labels.subarray(0, 5)]).toEqual([6, 9, 9, 4, 1]);
    expect([
      set.train.targets.labels.at(-1),
      set.test.targets.labels[0],
      set.test.targets.labels.at(-1),
    ]).toEqual([1, 3, 7]);
    const first = rowOf(set.train, 0, 3072);
    expect(first.slice(0, 7)).toEqual([59, 43, 50, 68, 98, 119, 139]);
    expect(first.slice(-4)).toEqual([104, 140, 84, 72]);
    const last = rowOf(set.train, 49_999, 3072);
    expect([...last.slice(0, 4), ...last.slice(-4)]).toEqual([229, 236, 234, 231, 174, 173, 162, 161]);
    expect(rowOf(set.test, 0, 3072).slice(0, 4)).toEqual([158, 159, 165, 166]);
    expect(rowOf(set.test, 9_999, 3072).slice(-4)).toEqual([90, 94, 58, 26]);
  });

  it('are standardised per channel by the published numbers, which match the data', () => {
    const { mean, deviation } = set;
    if (typeof mean === 'number' || typeof deviation === 'number') throw new Error('one for all');
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      let squares = 0;
      for (let n = 0; n < 50_000; n++) {
        const from = n * 3072 + channel * 1024;
        for (let i = from; i < from + 1024; i++) {
          const pixel = set.train.inputs[i] as number;
          sum += pixel;
          squares += pixel * pixel;
        }
      }
      const measured = sum / (50_000 * 1024);
      const spread = Math.sqrt(squares / (50_000 * 1024) - measured ** 2);
      // Published with one digit behind the point.
      for (const i of [channel * 1024, channel * 1024 + 1023]) {
        expect(Math.abs((mean[i] as number) - measured)).toBeLessThan(0.051);
        expect(Math.abs((deviation[i] as number) - spread)).toBeLessThan(0.051);
      }
    }
  });

  it('swapped: a training file in place of the test file is noticed', async () => {
    const read = readFromFolder(place ?? '', 'cifar-10');
    const swap = (name: string) =>
      read(
        name.replace(/^(data_batch_1|test_batch)/, (found) =>
          found === 'test_batch' ? 'data_batch_1' : 'test_batch',
        ),
      );
    const { title, detail } = await problemOf(loadWith(cifar10, swap));
    expect(title).toBe('This is not the test set.');
    expect(detail).toContain('test_batch.bin holds 1,005 images of class 0');
  });
});
