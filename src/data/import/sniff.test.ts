import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeUnsupported, sniffOwn } from './sniff';
import { fileOf, idxOf, npyOf } from './testSupport';

const npy = npyOf('<f8', [1, 2], [1, 2]);

describe('the type of a file', () => {
  it.each([
    ['a.csv', 'a,b\n1,2\n', 'csv'],
    ['a.txt', 'a;b\n1;2\n', 'csv'],
    ['wine.data', '1,2,3\n4,5,6\n', 'csv'],
    ['a.dat', '# measured in May\n1,2\n3,4\n', 'csv'],
    ['b.dat', '# x\n# y\n1 2\n3 4\n', 'csv'],
    ['a.tsv.gz', gzipSync('a\tb\n1\t2\n'), 'csv'],
    ['x', npy, 'npy'],
    ['x.npy.gz', gzipSync(npy), 'npy'],
    ['x.npz', 'PK\u0003\u0004', 'npy'],
    ['train-images-idx3-ubyte', idxOf([1, 1, 1], [0]), 'idx'],
    ['x', gzipSync(idxOf([1], [0])), 'idx'],
    // Named so, it is read and answered with what is wrong.
    ['page.csv', '<html>', 'csv'],
    ['cut.npy', npy.subarray(0, 3), 'npy'],
    ['damaged.csv.gz', Uint8Array.from([0x1f, 0x8b, 1, 2]), 'csv'],
    ['damaged.gz', Uint8Array.from([0x1f, 0x8b, 1, 2]), undefined],
    ['settings.json', '{"a": 1,\n "b": 2}', undefined],
    ['page.html', '<!doctype html>\n<p>a, b', undefined],
    ['notes.txt', 'one\ntwo\n', undefined],
    ['a.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), undefined],
    ['a.bin', Uint8Array.from([44, 0, 10, 44, 0, 10]), undefined],
    ['a.xlsx', 'PK\u0003\u0004', undefined],
    ['empty', '', undefined],
  ] as const)('%s', async (name, content, wanted) => {
    expect(await sniffOwn(fileOf(name, content))).toBe(wanted);
  });
});

it.each([
  ['heart.txt', '-1 1:0.25 3:0.5\n+1 2:0.75\n', /LIBSVM.*write it as a dense CSV/],
  ['a.bin', Uint8Array.from([44, 0, 10, 44, 0, 10]), /not text/],
  ['damaged.gz', Uint8Array.from([0x1f, 0x8b, 1, 2]), /damaged\.gz/],
  ['notes.txt', 'one\ntwo\n', undefined],
] as const)('%s: the message names the type that the bytes show', async (name, content, wanted) => {
  const like = await describeUnsupported(fileOf(name, content));
  if (wanted === undefined) expect(like).toBeUndefined();
  else expect(like).toMatch(wanted);
});
