import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { moments } from '../loaders/moments';
import { readFromFolder } from '../nodeFiles';
import type { DatasetSpec } from '../spec';
import { classCounts, loadReal, loadWith, problemOf, readGiven, realFiles, rowOf } from '../testSupport';
import { adult, adultSound } from './adult';

const names = ['adult.data', 'adult.test'] as const;
const place = realFiles('adult', names);

const row =
  '39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, United-States, <=50K';
const trainRows = (change = row, at = 0) =>
  Buffer.from(
    `${Array.from({ length: 32_561 }, () => row)
      .with(at, change)
      .join('\n')}\n\n`,
  );
const testRows = (change = `${row}.`, at = 0) =>
  Buffer.from(
    `|1x3 Cross validator\n${Array.from({ length: 16_281 }, () => `${row}.`)
      .with(at, change)
      .join('\n')}\n\n`,
  );

describe('unusable files are named', () => {
  const good = { [names[0]]: trainRows(), [names[1]]: testRows() };
  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a ragged row',
      { [names[0]]: trainRows('39, State-gov', 6) },
      /adult\.data, row 7: 2 cells; 15 are needed/,
    ],
    ['3,000 columns', { [names[0]]: trainRows(new Array(3000).fill('1').join(), 6) }, /row 7: 3,000 cells/],
    [
      'a text for a number',
      { [names[1]]: testRows(`${row}.`.replace('77516', 'many'), 4) },
      /not a number\. \| adult\.test, row 6, column fnlwgt: “many”/,
    ],
    ['NaN', { [names[0]]: trainRows(row.replace('39', 'NaN'), 1) }, /adult\.data, row 2, column age: “NaN”/],
    [
      'an empty number',
      { [names[0]]: trainRows(row.replace('2174', ''), 1) },
      /row 2, column capital-gain: “”/,
    ],
    [
      'a label that is none',
      { [names[0]]: trainRows(row.replace('<=50K', '50K'), 1) },
      /neither <=50K nor >50K\. \| adult\.data, row 2, column income: “50K”/,
    ],
    ['cut short', { [names[1]]: testRows().subarray(0, -2 * row.length) }, /adult\.test(, row| holds)/],
    ['empty', { [names[1]]: new Uint8Array(0) }, /adult\.test: It is empty/],
    ['a web page', { [names[1]]: Buffer.from('<!DOCTYPE html><p>404') }, /adult\.test: It is a web page/],
    ['a zip', { [names[0]]: Buffer.from('PK\u0003\u0004') }, /adult\.data: It is a zip archive/],
    [
      'a gzip bomb',
      { [names[0]]: gzipSync(new Uint8Array(60_000_000)) },
      /adult\.data holds more than 5,000,000 bytes when unpacked/,
    ],
    [
      'a gzip file cut short',
      { [names[0]]: gzipSync(trainRows()).subarray(0, -9) },
      /gzip file is damaged.*adult\.data/,
    ],
    [
      'swapped',
      { [names[0]]: testRows(), [names[1]]: trainRows() },
      /swapped\. \| adult\.data holds 16,281 rows; 32,561 are needed/,
    ],
  ])('%s', async (_, files, message) => {
    const { title, detail } = await problemOf(loadWith(adult, readGiven({ ...good, ...files })));
    expect(`${title} | ${detail}`).toMatch(message);
    expect(detail).toContain('npm run data -- adult');
  });

  it('unknown categories', async () => {
    const { title, detail } = await problemOf(loadWith(adultSound, readGiven(good)));
    expect(title).toBe('The categories are not those of the census data.');
    expect(detail).toContain('adult.data: “workclass = ?” never occurs.');
  });
});

/** Expected numbers by numpy from the same files. */
describe.skipIf(place === undefined)('the real files (public/data or ../shared/data)', () => {
  let published: Dataset;
  let sound: Dataset;
  const load = (spec: DatasetSpec) => loadReal(spec, place ?? '');
  beforeAll(async () => {
    published = await load(adult);
    sound = await load(adultSound);
  });

  it('have the published counts', () => {
    for (const set of [published, sound]) {
      expect(classCounts(set.train, 2)).toEqual([32_561 - 7_841, 7_841]);
      expect(classCounts(set.test, 2)).toEqual([16_281 - 3_846, 3_846]);
    }
  });

  it('as published: raw numbers, categories numbered per file', () => {
    const { train, test } = published;
    expect([published.mean, published.deviation]).toEqual([0, 1]);
    expect(rowOf(train, 0, 14)).toEqual([39, 77516, 13, 2174, 0, 40, 7, 9, 4, 1, 1, 4, 1, 39]);
    expect(rowOf(train, 32_560, 14)).toEqual([52, 287927, 9, 15024, 0, 40, 5, 11, 2, 4, 5, 4, 0, 39]);
    // The test file lacks a country: the United States are 38 there.
    expect(rowOf(test, 0, 14)).toEqual([25, 226802, 7, 0, 0, 40, 4, 1, 4, 7, 3, 2, 1, 38]);
    expect(rowOf(test, 16_280, 14)).toEqual([35, 182148, 13, 0, 0, 60, 5, 9, 2, 4, 0, 4, 1, 38]);
    const means = [
      38.58164675532078, 189778.36651208502, 10.0806793403151, 1077.6488437087312, 87.303829734959,
      40.437455852092995, 3.8688922330395257, 10.298209514449802, 2.6118362458155464, 6.572740394951015,
      1.4463622124627622, 3.6658579281963086, 0.6692054912318418, 36.718866128190164,
    ];
    for (const [j, mean] of means.entries()) expect(moments(train.inputs, j, 14).mean).toBeCloseTo(mean, 8);
    expect(moments(test.inputs, 13, 14).mean).toBeCloseTo(35.85633560592101, 8);
    expect(moments(test.inputs, 13, 14).deviation).toBeCloseTo(7.4848042073676835, 8);
  });

  it('corrected: one-hot categories, numbers standardised by training statistics', () => {
    const { mean, deviation, train, test } = sound;
    if (typeof mean === 'number' || typeof deviation === 'number') throw new Error('one for all');
    for (const split of [train, test]) {
      for (const index of [0, 1, 14, 27, split.size - 1]) {
        const values = rowOf(split, index, 108);
        const ones = values.flatMap((value, j) => (j >= 6 && value === 1 ? [j] : []));
        expect(ones).toHaveLength(8);
        expect(values.slice(6).reduce((sum, value) => sum + value, 0)).toBe(8);
      }
    }
    const named = (split: Dataset['train'], index: number) =>
      rowOf(split, index, 108).flatMap((value, j) =>
        j >= 6 && value === 1 ? [adultSound.inputNames?.[j]] : [],
      );
    expect(named(train, 0)).toEqual([
      'workclass = State-gov',
      'education = Bachelors',
      'marital-status = Never-married',
      'occupation = Adm-clerical',
      'relationship = Not-in-family',
      'race = White',
      'sex = Male',
      'native-country = United-States',
    ]);
    expect(named(test, 16_280)).toContain('native-country = United-States');
    expect(mean[0]).toBeCloseTo(38.58164675532078, 5);
    expect((deviation[1] as number) / 105548.3568808909).toBeCloseTo(1, 6);
    expect([mean[5], deviation[5]]).toEqual([
      expect.closeTo(40.437455852, 5),
      expect.closeTo(12.347239075, 5),
    ]);
    expect(new Set(mean.subarray(6))).toEqual(new Set([0]));
    expect(new Set(deviation.subarray(6))).toEqual(new Set([1]));
  });

  it('corrected: a category that occurs only in the test file is encoded as none', async () => {
    const read = readFromFolder(place ?? '', 'adult');
    const { gunzipSync } = await import('node:zlib');
    const packed = await read('adult.test.gz');
    const text = packed
      ? gunzipSync(packed).toString()
      : Buffer.from((await read('adult.test')) ?? '').toString();
    const changed = Buffer.from(text.replace('25, Private,', '25, Astronaut,'));
    const set = await loadWith(adultSound, async (file) =>
      file === 'adult.test' ? changed : file === 'adult.test.gz' ? undefined : read(file),
    );
    expect(rowOf(set.test, 0, 108).slice(6, 15)).toEqual(new Array(9).fill(0));
    expect(rowOf(set.test, 1, 108).slice(6, 15)).toContain(1);
  });
});
