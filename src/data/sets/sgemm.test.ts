import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { moments } from '../loaders/moments';
import { loadReal, loadWith, problemOf, readGiven, realFiles, rowOf, valuesOf } from '../testSupport';
import { sgemm } from './sgemm';

const file = 'sgemm_product.csv';
const place = realFiles('sgemm', [file]);

describe('an unusable file is named', () => {
  const header = [...(sgemm.inputNames ?? []), 'Run1 (ms)', 'Run2 (ms)', 'Run3 (ms)', 'Run4 (ms)'].join(',');
  const row = '16,16,16,8,8,8,8,2,1,1,0,0,0,0,115.26,115.87,118.55,115.8';
  const rows = Array.from({ length: 241_600 }, () => row);
  const table = (change: string, at: number) => `${header}\n${rows.with(at, change).join('\n')}\n`;
  it.each([
    ['a short row', table('16,16', 2), /cells\. \| sgemm_product\.csv, row 4: 2 cells; 18 are needed/],
    ['a text', table(row.replace('118.55', 'fast'), 0), /row 2, column Run3 \(ms\): “fast”/],
    ['NaN', table(row.replace('118.55', 'NaN'), 5), /row 7, column Run3 \(ms\): “NaN”/],
    [
      'a setting that is none',
      table(row.replace('16,16', '16,4096'), 9),
      /out of range\. \| sgemm_product\.csv, row 11, column NWG: 4096/,
    ],
    ['a fraction of a switch', table(row.replace('1,0,0', '1,0.5,0'), 9), /row 11, column STRM: 0\.5/],
    [
      'cut short',
      `${header}\n${row}\n`,
      /cut short\. \| sgemm_product\.csv holds 1 rows of numbers; 241,600/,
    ],
    ['empty', '', /It is empty/],
    ['a web page', '<html><p>404', /It is a web page/],
  ])('%s', async (_, text, message) => {
    const { title, detail } = await problemOf(loadWith(sgemm, readGiven({ [file]: Buffer.from(text) })));
    expect(`${title} | ${detail}`).toMatch(message);
    expect(detail).toContain('npm run data -- sgemm');
  });

  it('a gzip bomb', async () => {
    const bomb = gzipSync(new Uint8Array(100_000_000), { level: 9 });
    const { title, detail } = await problemOf(loadWith(sgemm, readGiven({ [`${file}.gz`]: bomb })));
    expect(title).toBe('This file is too large.');
    expect(detail).toContain('sgemm_product.csv holds more than 14,596,301 bytes when unpacked.');
  });

  it('a missing file', async () => {
    const { title, detail } = await problemOf(loadWith(sgemm, async () => undefined));
    expect(title).toBe('SGEMM is not here yet.');
    expect(detail).toContain('Missing: sgemm_product.csv.');
  });
});

/** Expected numbers by numpy and pandas' order of rows, from the same file. */
describe.skipIf(place === undefined)('the real file (public/data or ../shared/data)', () => {
  let set: Dataset;
  const done: number[] = [];
  beforeAll(async () => {
    set = await loadReal(sgemm, place ?? '', (part, total) => done.push(part / total));
  });

  it('has the published sizes, bytes for inputs', () => {
    expect([set.train.size, set.test.size]).toEqual([773_120, 193_280]);
    for (const split of [set.train, set.test]) {
      expect(split.inputs).toBeInstanceOf(Uint8Array);
      expect(split.inputs).toHaveLength(split.size * 14);
      expect(split.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(valuesOf(split)).toHaveLength(split.size);
    }
    expect(done.at(-1)).toBe(1);
  });

  it('has the published target: 217.8315 ms, standard deviation 369.3032', () => {
    expect(set.targetScale?.mean).toBeCloseTo(217.83147052204058, 9);
    expect(set.targetScale?.deviation).toBeCloseTo(369.3031593809868, 9);
    expect(set.targetScale?.unit).toBe('ms');
    const train = moments(valuesOf(set.train));
    expect(train.mean).toBeCloseTo(0, 6);
    expect(train.deviation).toBeCloseTo(1, 6);
    const test = moments(valuesOf(set.test));
    expect(test.mean).toBeCloseTo(-0.0035136096387397026, 6);
    expect(test.deviation).toBeCloseTo(0.9925490497234958, 6);
  });

  it('has the published columns', () => {
    const { mean, deviation } = set;
    if (typeof mean === 'number' || typeof deviation === 'number') throw new Error('one for all');
    const published = [
      [
        80.451, 80.331, 25.522, 13.94, 13.93, 17.371, 17.385, 4.9973, 2.4518, 2.4501, 0.4998, 0.5004, 0.4998,
        0.5005,
      ],
      [42.475, 42.459, 7.854, 7.883, 7.867, 9.389, 9.398, 3.0, 1.954, 1.956, 0.5, 0.5, 0.5, 0.5],
    ];
    for (let j = 0; j < 14; j++) {
      expect(mean[j]).toBeCloseTo(published[0]?.[j] as number, j < 7 ? 2 : 3);
      expect(deviation[j]).toBeCloseTo(published[1]?.[j] as number, 2);
    }
    expect(mean[0]).toBeCloseTo(80.45099337748344, 4);
    expect(deviation[13]).toBeCloseTo(0.4999997481326367, 6);
  });

  it('has the first and the last rows of the published order, every time', () => {
    const ms = (value: number | undefined) =>
      (value ?? Number.NaN) * (set.targetScale?.deviation ?? 0) + (set.targetScale?.mean ?? 0);
    const train = valuesOf(set.train);
    const test = valuesOf(set.test);
    const first = [128, 128, 16, 8, 8, 8, 16, 2, 2, 4, 0, 0, 0, 1];
    expect(rowOf(set.train, 0, 14)).toEqual(first);
    expect(rowOf(set.train, 193_280, 14)).toEqual(first);
    expect([ms(train[0]), ms(train[193_280])]).toEqual([
      expect.closeTo(838.88, 3),
      expect.closeTo(840.17, 3),
    ]);
    expect(rowOf(set.train, 773_119, 14)).toEqual([64, 128, 32, 8, 16, 16, 16, 2, 1, 1, 0, 1, 0, 1]);
    expect(ms(train.at(-1))).toBeCloseTo(199.12, 3);
    expect(train.at(-1)).toBeCloseTo(-0.05066696573461243, 6);
    expect(rowOf(set.test, 0, 14)).toEqual([64, 64, 32, 16, 16, 8, 32, 8, 4, 1, 1, 0, 0, 0]);
    expect([ms(test[0]), ms(test[48_320])]).toEqual([expect.closeTo(44.31, 3), expect.closeTo(44.38, 3)]);
    expect(rowOf(set.test, 193_279, 14)).toEqual([32, 128, 32, 16, 16, 16, 8, 8, 2, 2, 0, 1, 1, 1]);
    expect(ms(test.at(-1))).toBeCloseTo(28.35, 3);
  });
});
