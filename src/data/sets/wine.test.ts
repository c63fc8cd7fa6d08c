import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { readFromFolder } from '../nodeFiles';
import {
  classCounts,
  loadReal,
  loadWith,
  problemOf,
  readGiven,
  realFiles,
  rowOf,
  valuesOf,
} from '../testSupport';
import { wine, wineClasses } from './wine';

const names = ['winequality-red.csv', 'winequality-white.csv'] as const;
const place = realFiles('wine-quality', names);

describe('unusable files are named', () => {
  const header = [...(wine.inputNames ?? []).slice(0, 11), 'quality'].map((name) => `"${name}"`).join(';');
  const row = '7.4;0.7;0;1.9;0.076;11;34;0.9978;3.51;0.56;9.4;5';
  const table = (rows: number, change = row, at = 0) =>
    Buffer.from(
      `${header}\n${Array.from({ length: rows }, () => row)
        .with(at, change)
        .join('\n')}\n`,
    );
  const red = table(1599);
  const white = table(4898);
  it.each([
    ['swapped', white, red, /too long\. \| winequality-red\.csv holds more than the 1,599 rows/],
    [
      'a text',
      red,
      table(4898, row.replace('0.076', 'low'), 40),
      /winequality-white\.csv, row 42, column chlorides: “low”/,
    ],
    ['NaN', red, table(4898, row.replace('0.076', 'NaN'), 40), /row 42, column chlorides: “NaN”/],
    ['ragged', table(1599, '1;2;3', 3), white, /winequality-red\.csv, row 5: 3 cells; 12 are needed/],
    [
      'a score beyond 10',
      table(1599, row.replace(/5$/, '12'), 3),
      white,
      /winequality-red\.csv, row 5, column quality: 12/,
    ],
    ['half a score', table(1599, row.replace(/5$/, '5.5'), 3), white, /row 5, column quality: 5\.5/],
    [
      'another separator',
      Buffer.from(red.toString().replaceAll(';', ',')),
      white,
      /winequality-red\.csv: Row 1 should name/,
    ],
    ['empty', red, new Uint8Array(0), /winequality-white\.csv: It is empty/],
    [
      'a gzip bomb',
      gzipSync(new Uint8Array(5_000_000)),
      white,
      /winequality-red\.csv holds more than 400,000 bytes when unpacked/,
    ],
  ])('%s', async (_, first, second, message) => {
    const files = { [names[0]]: first, [names[1]]: second };
    const { title, detail } = await problemOf(loadWith(wine, readGiven(files)));
    expect(`${title} | ${detail}`).toMatch(message);
    expect(detail).toContain('npm run data -- wine-quality');
  });

  it('a missing file', async () => {
    const { title, detail } = await problemOf(loadWith(wineClasses, readGiven({ [names[0]]: red })));
    expect(title).toBe('Wine Quality, classes is not complete.');
    expect(detail).toContain('Missing: winequality-white.csv. There: winequality-red.csv.');
  });

  it('a constant column is not scaled', async () => {
    const set = await loadWith(wine, readGiven({ [names[0]]: red, [names[1]]: white }));
    expect((set.deviation as Float32Array)[0]).toBe(1);
    expect(valuesOf(set.train).every((value) => value === 0)).toBe(true);
  });
});

/** Expected numbers by numpy and Python's csv from the same files. */
describe.skipIf(place === undefined)('the real files (public/data or ../shared/data)', () => {
  let numbers: Dataset;
  let classes: Dataset;
  beforeAll(async () => {
    numbers = await loadReal(wine, place ?? '');
    classes = await loadReal(wineClasses, place ?? '');
  });

  it('have the published sizes and target', () => {
    expect([numbers.train.size, numbers.test.size]).toEqual([5197, 1300]);
    expect(numbers.targetScale?.mean).toBeCloseTo(5.825476236290167, 12);
    expect(numbers.targetScale?.deviation).toBeCloseTo(0.8780463281077368, 12);
  });

  it('have the first and the last rows of the published order', () => {
    const rows: readonly (readonly [Dataset['train'], number, readonly number[]])[] = [
      [numbers.train, 0, [6.3, 0.13, 0.42, 1.1, 0.043, 63, 146, 0.99066, 3.13, 0.72, 11.2, 1, 7]],
      [numbers.train, 5196, [5.7, 0.22, 0.22, 16.65, 0.044, 39, 110, 0.99855, 3.24, 0.48, 9, 1, 6]],
      [numbers.test, 0, [7.6, 0.32, 0.58, 16.75, 0.05, 43, 163, 0.9999, 3.15, 0.54, 9.2, 1, 5]],
      [numbers.test, 1299, [6.9, 0.22, 0.37, 15, 0.053, 59, 178, 0.9992, 3.37, 0.82, 9.5, 1, 7]],
    ];
    for (const [split, index, expected] of rows) {
      const score = ((expected[12] ?? 0) - 5.825476236290167) / 0.8780463281077368;
      expect(rowOf(split, index, 12)).toEqual(expected.slice(0, 12).map(Math.fround));
      expect(valuesOf(split)[index]).toBeCloseTo(score, 6);
    }
  });

  it('are standardised by the training rows', () => {
    const { mean, deviation } = numbers;
    if (typeof mean === 'number' || typeof deviation === 'number') throw new Error('one for all');
    const means = [
      7.218837791, 0.3406147778, 0.3179353473, 5.407129113, 0.05639234174, 30.54204349, 115.3708871,
      0.9946949942, 3.218785838, 0.532499519, 10.49694118, 0.7494708486,
    ];
    const deviations = [
      1.295619964, 0.1647663583, 0.145165665, 4.719018105, 0.03547814905, 17.8749239, 56.599338,
      0.002990203093, 0.1603534427, 0.1501871267, 1.1896838, 0.4333177768,
    ];
    for (let j = 0; j < 12; j++) {
      expect((mean[j] as number) / (means[j] as number)).toBeCloseTo(1, 5);
      expect((deviation[j] as number) / (deviations[j] as number)).toBeCloseTo(1, 4);
    }
  });

  it('have the same rows as classes, and the published counts', () => {
    expect(classCounts(classes.train, 11)).toEqual([0, 0, 0, 26, 168, 1703, 2259, 876, 161, 4, 0]);
    expect(classCounts(classes.test, 11)).toEqual([0, 0, 0, 4, 48, 435, 577, 203, 32, 1, 0]);
    expect(classes.train.inputs).toEqual(numbers.train.inputs);
    expect(classes.targetScale).toBeUndefined();
  });

  it('are recognised as swapped', async () => {
    const read = readFromFolder(place ?? '', 'wine-quality');
    const swap = (name: string) => read(name.includes('red') ? names[1] : names[0]);
    expect((await problemOf(loadWith(wine, swap))).detail).toContain('winequality-red.csv');
  });
});
