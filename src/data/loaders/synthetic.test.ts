import { beforeAll, describe, expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { synthetic } from '../sets/synthetic';
import { syntheticRegression } from '../sets/syntheticRegression';
import { checksumOf, classCounts, loadWith, rowOf, valuesOf } from '../testSupport';
import { moments } from './moments';
import { makeClassification, published } from './synthetic';

const perCluster = 600;
const clusters = 50;
/** Samples in the order in which they are drawn, so that each one's cluster is known. */
const drawn: { place: number; row: Float32Array; label: number }[] = [];
let columns: readonly number[];

beforeAll(() => {
  makeClassification(
    published,
    (place) => {
      const sample = { place, row: new Float32Array(published.features), label: -1 };
      drawn.push(sample);
      return {
        row: sample.row,
        label: (value) => {
          sample.label = value;
        },
      };
    },
    createStream(5, 'test'),
    () => {},
  );
  columns = Array.from({ length: published.features }, (_, j) => j).filter((j) => variance(j) > 10);
});

function variance(column: number): number {
  const { deviation } = moments(drawn.map(({ row }) => row[column] as number));
  return deviation ** 2;
}

const clusterOf = (k: number) => drawn.slice(k * perCluster, (k + 1) * perCluster);
const centreOf = (k: number): number[] =>
  columns.map((j) => clusterOf(k).reduce((sum, { row }) => sum + (row[j] as number), 0) / perCluster);

describe('the construction of make_classification', () => {
  it('places every sample once, shuffled', () => {
    expect(drawn).toHaveLength(30_000);
    expect(new Set(drawn.map(({ place }) => place)).size).toBe(30_000);
    expect(Math.max(...drawn.map(({ place }) => place))).toBe(29_999);
    const firstHalf = clusterOf(0).filter(({ place }) => place < 15_000).length;
    expect(firstHalf).toBeGreaterThan(230);
    expect(firstHalf).toBeLessThan(370);
  });

  it('has 128 informative columns in random places; the others are standard normal', () => {
    expect(columns).toHaveLength(128);
    const among = columns.filter((j) => j < 128).length;
    expect(among).toBeGreaterThan(40);
    expect(among).toBeLessThan(88);
    const others = Array.from({ length: 256 }, (_, j) => j).filter((j) => !columns.includes(j));
    for (const j of others) expect(variance(j)).toBeCloseTo(1, 0.8);
  });

  it('has clusters around distinct corners of a cube of side 9', () => {
    const corners = new Set<string>();
    for (let k = 0; k < clusters; k++) {
      const centre = centreOf(k);
      // A mean of 600 spreads by 0.27.
      for (const at of centre) expect(Math.abs(Math.abs(at) - 4.5)).toBeLessThan(1.9);
      corners.add(centre.map((at) => (at > 0 ? 1 : 0)).join(''));
    }
    expect(corners.size).toBe(clusters);
  });

  it('mixes each cluster’s features with its own matrix from U(-1, 1)', () => {
    const covariances = [0, 1].map((k) => {
      const centre = centreOf(k);
      const rows = clusterOf(k).map(({ row }) =>
        columns.map((j, i) => (row[j] as number) - (centre[i] as number)),
      );
      return Array.from(
        { length: 127 },
        (_, i) =>
          rows.reduce((sum, row) => sum + (row[i] as number) * (row[i + 1] as number), 0) / perCluster,
      );
    });
    const square = (values: readonly number[] = []) =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length;
    // Of two columns of A: 128/9 = 14.2; by chance alone from 600 samples: 3.
    for (const values of covariances) expect(square(values)).toBeGreaterThan(9);
    const [one = [], other = []] = covariances;
    const together = one.reduce((sum, value, i) => sum + value * (other[i] as number), 0) / one.length;
    expect(Math.abs(together)).toBeLessThan(6);
    const within = clusterOf(7).map(({ row }) => row[columns[3] as number] as number);
    // 128/3, give or take.
    expect(moments(within).deviation ** 2).toBeGreaterThan(25);
    expect(moments(within).deviation ** 2).toBeLessThan(65);
  });

  it('redraws a hundredth of the labels, of which nine tenths become wrong', () => {
    const wrong = drawn.filter(({ label }, i) => label !== Math.floor(i / perCluster) % 10).length;
    expect(wrong).toBeGreaterThan(200);
    expect(wrong).toBeLessThan(340);
  });

  it('is separable by the nearest centre, except for those labels', () => {
    const centres = Array.from({ length: clusters }, (_, k) => centreOf(k));
    const some = drawn.filter((_, i) => i % 10 === 0);
    const right = some.filter(({ row, label }) => {
      const distances = centres.map((centre) =>
        columns.reduce((sum, j, i) => sum + ((row[j] as number) - (centre[i] as number)) ** 2, 0),
      );
      return distances.indexOf(Math.min(...distances)) % 10 === label;
    });
    expect(right.length / some.length).toBeGreaterThan(0.95);
  });

  it('is the same for the same random stream', () => {
    const draw = (seed: number) => {
      const row = new Float32Array(6);
      const sums: number[] = [];
      const label = (value: number) => sums.push(row.reduce((sum, x) => sum + x, value));
      const how = { ...published, samples: 40, features: 6, informative: 5, clustersPerClass: 2 };
      makeClassification(
        how,
        () => ({ row, label }),
        createStream(seed, 'test'),
        () => {},
      );
      return sums;
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('gives the first clusters one more sample if they do not divide evenly', () => {
    const labels: number[] = [];
    const how = {
      ...published,
      samples: 23,
      features: 6,
      informative: 4,
      classes: 2,
      clustersPerClass: 5,
      flip: 0,
    };
    const place = () => ({ row: new Float32Array(6), label: (value: number) => labels.push(value) });
    makeClassification(how, place, createStream(1), () => {});
    expect(labels).toEqual([3, 3, 3, 2, 2, 2, 2, 2, 2, 2].flatMap((size, k) => new Array(size).fill(k % 2)));
  });
});

describe('the sets', () => {
  it('synthetic: 25,000 and 5,000, unscaled', async () => {
    const done: number[] = [];
    const set = await loadWith(
      synthetic,
      async () => undefined,
      (part, total) => done.push(part / total),
    );
    expect([set.train.size, set.test.size, set.mean, set.deviation]).toEqual([25_000, 5_000, 0, 1]);
    for (const split of [set.train, set.test])
      for (const count of classCounts(split, 10)) expect(count / split.size).toBeCloseTo(0.1, 1.5);
    expect(done.at(-1)).toBe(1);
    expect(done.length).toBeGreaterThan(20);
    expect(set.train.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(rowOf(set.train, 0, 256)).not.toEqual(rowOf(set.test, 0, 256));
    expect(checksumOf(set)).toBe('59a228fb4c42bd34');
  });

  it('synthetic regression: targets are shifted cosines of the mean of the inputs', async () => {
    const set = await loadWith(syntheticRegression, async () => undefined);
    expect([set.train.size, set.test.size]).toEqual([5_000, 1_000]);
    expect(checksumOf(set)).toBe('ff685f2535b715b2');
    const means: number[] = [];
    for (const split of [set.train, set.test]) {
      const values = valuesOf(split);
      for (let n = 0; n < split.size; n++) {
        const { mean, deviation } = moments(rowOf(split, n, 256));
        means.push(mean);
        expect(Math.abs(deviation - 1)).toBeLessThan(0.25);
        for (let i = 0; i < 10; i++)
          expect(
            Math.abs((values[10 * n + i] as number) - Math.cos(mean + (Math.PI * (i - 4.5)) / 9)),
          ).toBeLessThan(1e-5);
      }
    }
    // U(-π, π) and a mean of 256 normal ones.
    const { mean, deviation } = moments(means);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(deviation).toBeCloseTo(Math.PI / Math.sqrt(3), 1);
  });
});
