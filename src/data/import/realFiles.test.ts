import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examine } from './index';
import { allocate, fileOf, rowsOf } from './testSupport';

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const wine = `${data}wine-quality/winequality-red.csv`;
const sgemm = `${data}sgemm/sgemm_product.csv.gz`;
const adult = `${data}adult/adult.data.gz`;
const open = (path: string) => examine([fileOf(path.split('/').at(-1)!, readFileSync(path))]);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

// Expected figures: Python's csv and statistics on the same files.
describe.skipIf(!existsSync(wine))('Wine Quality as the user’s own file (needs shared/data)', () => {
  it('is a table of 1,599 rows', async () => {
    const { profile } = await open(wine);
    expect(profile).toMatchObject({ rows: 1599, delimiter: ';', header: true, notes: [] });
    expect(profile.columns.map(({ name }) => name).slice(0, 2)).toEqual([
      'fixed acidity',
      'volatile acidity',
    ]);
    expect(profile.columns[0]).toMatchObject({ from: 4.6, to: 15.9, distinct: 96, missing: 0, texts: 0 });
    expect(profile.columns[7]).toMatchObject({ from: 0.99007, to: 1.00369, distinct: 436 });
    expect(profile.columns[11]?.categories.slice(0, 3)).toEqual([
      { text: '5', count: 681 },
      { text: '6', count: 638 },
      { text: '7', count: 199 },
    ]);
    expect(profile.firstRows[0]).toEqual('7.4;0.7;0;1.9;0.076;11;34;0.9978;3.51;0.56;9.4;5'.split(';'));
    expect(profile.suggested).toMatchObject({ target: 'quality', task: 'classification' });
  });

  it('uses every row, stratified', async () => {
    const { profile, make } = await open(wine);
    const { dataset, info } = make(profile.suggested, 'own-wine', allocate);
    expect(info).toMatchObject({ inputs: 11, outputs: 6, trainSize: 1279, testSize: 320 });
    const rows = rowsOf(dataset);
    for (const [j, mean] of [
      [0, 8.319637273295838],
      [10, 10.422983114446502],
    ] as const)
      expect(sum(rows.map((row) => row[j]!)) / rows.length).toBeCloseTo(mean, 5);
    const counts = (split: typeof dataset.test) => {
      const labels = split.targets.kind === 'classes' ? [...split.targets.labels] : [];
      return [0, 1, 2, 3, 4, 5].map((c) => labels.filter((label) => label === c).length);
    };
    expect(counts(dataset.train).map((n, c) => n + counts(dataset.test)[c]!)).toEqual([
      10, 53, 681, 638, 199, 18,
    ]);
    // 0.2 of each: 2, 10.6, 136.2, 127.6, 39.8, 3.6; 317 rounded down, of 320: 39.8 goes up, then the first of the equal ones.
    expect(counts(dataset.test)).toEqual([2, 11, 136, 128, 40, 3]);
  });
});

describe.skipIf(!existsSync(sgemm))('SGEMM as the user’s own file (needs shared/data)', () => {
  it('is a table of 241,600 rows, standardised by its training rows', async () => {
    const { profile, make } = await open(sgemm);
    expect(profile).toMatchObject({ rows: 241_600, delimiter: ',', header: true });
    expect(profile.columns).toHaveLength(18);
    expect(profile.columns.slice(0, 14).map(({ distinct }) => distinct)).toEqual([
      4, 4, 2, 3, 3, 3, 3, 2, 4, 4, 2, 2, 2, 2,
    ]);
    expect(profile.columns[0]?.counts).toEqual([
      18944, 0, 47264, 0, 0, 0, 75584, 0, 0, 0, 0, 0, 0, 0, 0, 99808,
    ]);
    expect(profile.suggested).toMatchObject({ target: 'Run4 (ms)', task: 'regression' });
    const { dataset } = make(profile.suggested, 'own-sgemm', allocate);
    expect(dataset.train.size + dataset.test.size).toBe(241_600);
    const { mean, deviation } = dataset.targetScale!;
    const raw = [dataset.train, dataset.test].flatMap(({ targets }) =>
      targets.kind === 'values' ? Array.from(targets.values, (v) => v * deviation + mean) : [],
    );
    const whole = sum(raw) / raw.length;
    expect(whole).toBeCloseTo(217.52766862582783, 3);
    expect(Math.sqrt(sum(raw.map((v) => (v - whole) ** 2)) / raw.length)).toBeCloseTo(368.6766496449517, 3);
  });
});

describe.skipIf(!existsSync(adult))('Census Income as the user’s own file (needs shared/data)', () => {
  it('has no header, spaces after commas, and missing values', async () => {
    const { profile } = await open(adult);
    expect(profile).toMatchObject({ rows: 32_561, delimiter: ',', header: false });
    expect(profile.columns.map(({ missing }) => missing)).toEqual([
      0, 1836, 0, 0, 0, 0, 1843, 0, 0, 0, 0, 0, 0, 583, 0,
    ]);
    expect(profile.columns.map(({ distinct }) => distinct)).toEqual([
      73,
      8,
      Number.POSITIVE_INFINITY,
      16,
      16,
      7,
      14,
      6,
      5,
      2,
      119,
      92,
      94,
      41,
      2,
    ]);
    expect(profile.suggested).toMatchObject({ target: 'c15', task: 'classification' });
  });
});
