import { describe, expect, it } from 'vitest';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { everyOne } from '../../trainer/places';
import { gatherBatch } from '../batches';
import type { Dataset } from '../dataset';
import { noisyData } from './noise';
import type { Scenario } from './settings';

const INPUTS = 50;
const SIZE = 400;
const CLASSES = 4;

/** Bytes without 0 and 255, so that salt and pepper show; the classes in turn. */
const data: Dataset = {
  id: 'grey',
  inputs: INPUTS,
  outputs: CLASSES,
  mean: 100,
  deviation: 50,
  train: {
    size: SIZE,
    inputs: Uint8Array.from({ length: SIZE * INPUTS }, (_, i) => 1 + ((i * 7) % 254)),
    targets: { kind: 'classes', labels: Uint8Array.from({ length: SIZE }, (_, i) => i % CLASSES) },
  },
  test: {
    size: 2,
    inputs: new Uint8Array(2 * INPUTS),
    targets: { kind: 'classes', labels: new Uint8Array(2) },
  },
};

const noisy = (changes: Partial<Scenario & { seed: number }>, of = data, samples = everyOne(of.train.size)) =>
  noisyData(tinyConfig(changes), of, samples);
const labelsOf = ({ train: { targets } }: Dataset): number[] =>
  targets.kind === 'classes' ? [...targets.labels] : [];

/** A sample's inputs after its noise, from zeros. */
function corrupted(changes: Partial<Scenario & { seed: number }>, sample: number, of = data): Float32Array {
  const row = new Float32Array(of.inputs);
  noisy(changes, of).train.corrupt?.(row, sample);
  return row;
}
const allRows = (changes: Partial<Scenario>): number[] =>
  Array.from({ length: SIZE }, (_, sample) => [...corrupted(changes, sample)]).flat();

/** Whether a count of `n` draws of probability p is within five standard deviations of its mean. */
const isBinomial = (count: number, n: number, p: number): boolean =>
  Math.abs(count - n * p) <= 5 * Math.sqrt(n * p * (1 - p));

it('without noise the data set itself is used', () => {
  expect(noisy({})).toBe(data);
});

describe('label noise', () => {
  it.each([0.1, 0.333, 1])('of %d gives exactly so many samples a wrong label', (labelNoise) => {
    const before = labelsOf(data);
    const after = labelsOf(noisy({ labelNoise }));
    const changed = after.flatMap((label, i) => (label === before[i] ? [] : [i]));
    expect(changed).toHaveLength(Math.round(labelNoise * SIZE));
    expect(after.every((label) => label < CLASSES)).toBe(true);
    expect(labelsOf(data)).toEqual(before);
  });

  it('draws every other class alike', () => {
    const before = labelsOf(data);
    const counts = new Map<string, number>();
    for (const [i, label] of labelsOf(noisy({ labelNoise: 1 })).entries()) {
      const pair = `${before[i]} as ${label}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(CLASSES * (CLASSES - 1));
    for (const count of counts.values()) expect(isBinomial(count, SIZE / CLASSES, 1 / 3)).toBe(true);
  });

  it('stays within the run’s classes and samples', () => {
    const classes = [1, 3];
    const samples = everyOne(SIZE).filter((i) => classes.includes(i % CLASSES));
    const after = labelsOf(noisy({ labelNoise: 0.5, classes }, data, samples));
    const changed = after.flatMap((label, i) => (label === i % CLASSES ? [] : [[i % CLASSES, label]]));
    expect(changed).toHaveLength(100);
    for (const pair of changed) expect([...pair].sort()).toEqual(classes);
  });

  it('is drawn from the seed', () => {
    expect(labelsOf(noisy({ labelNoise: 0.2 }))).toEqual(labelsOf(noisy({ labelNoise: 0.2 })));
    expect(labelsOf(noisy({ labelNoise: 0.2 }))).not.toEqual(labelsOf(noisy({ labelNoise: 0.2, seed: 4 })));
  });
});

describe('Gaussian noise', () => {
  it('has a mean of 0 and the standard deviation asked for', () => {
    const values = allRows({ inputNoise: 0.5 });
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / n;
    expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(n));
    // The variance of n squares of a normal number is 2 σ⁴ / n.
    expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / n));
    // Beyond one standard deviation: 31.73 %.
    expect(isBinomial(values.filter((value) => Math.abs(value) > 0.5).length, n, 0.3173)).toBe(true);
  });

  it('is a sample’s own, the same at every visit, and another with another seed', () => {
    const one = corrupted({ inputNoise: 1 }, 5);
    expect(corrupted({ inputNoise: 1 }, 5)).toEqual(one);
    expect(corrupted({ inputNoise: 1 }, 6)).not.toEqual(one);
    expect(corrupted({ inputNoise: 1, seed: 4 }, 5)).not.toEqual(one);
    // Twice the deviation is twice the same noise.
    expect(corrupted({ inputNoise: 2 }, 5)).toEqual(one.map((value) => 2 * value));
  });

  it('adds to the inputs', () => {
    const row = new Float32Array(INPUTS).fill(3);
    noisy({ inputNoise: 1 }).train.corrupt?.(row, 5);
    for (const [j, value] of corrupted({ inputNoise: 1 }, 5).entries())
      expect(row[j]).toBeCloseTo(3 + value, 5);
  });
});

describe('salt-and-pepper noise', () => {
  // Standardised 0 and 255; all other inputs stay 0 here.
  const [pepper, salt] = [-2, Math.fround(155 / 50)];

  it.each([0.04, 0.5])('of %d sets so many inputs to black or white, and leaves the others', (saltPepper) => {
    const values = allRows({ saltPepper });
    for (const value of [pepper, salt])
      expect(isBinomial(values.filter((one) => one === value).length, values.length, saltPepper / 2)).toBe(
        true,
      );
    expect(new Set(values)).toEqual(new Set([0, pepper, salt]));
  });

  it('of 1 leaves no input', () => {
    expect(new Set(allRows({ saltPepper: 1 }))).toEqual(new Set([pepper, salt]));
  });

  it('of columns in their own units are their smallest and largest values', () => {
    const columns = {
      ...tinyData(),
      mean: new Float32Array(6).fill(1),
      deviation: new Float32Array(6).fill(2),
    };
    const { inputs, size } = columns.train;
    const row = corrupted({ saltPepper: 1 }, 3, columns);
    for (const [j, value] of row.entries()) {
      const column = Array.from({ length: size }, (_, i) => inputs[6 * i + j] as number);
      const ends = [Math.min(...column), Math.max(...column)].map((end) => Math.fround((end - 1) / 2));
      expect(ends).toContain(value);
    }
  });

  it('replaces Gaussian noise, and does not move it elsewhere', () => {
    const gaussian = corrupted({ inputNoise: 1 }, 2);
    const both = corrupted({ inputNoise: 1, saltPepper: 0.3 }, 2);
    const replaced = [...both.keys()].filter((j) => both[j] !== gaussian[j]);
    expect(replaced.length).toBeGreaterThan(0);
    for (const j of replaced) expect([pepper, salt]).toContain(both[j]);
  });
});

it('noisy training samples are made without a backend’s kernel, so that all backends get the same; test samples stay clean', async () => {
  await useCpu();
  const kernel = () => {
    throw new Error('called');
  };
  const corruptData = noisy({ inputNoise: 0.5, saltPepper: 0.1 });
  const samples = Uint32Array.of(7, 3);
  const batch = await gatherBatch(corruptData, corruptData.train, samples, kernel).x.data();
  const expected = [...samples].flatMap((sample) => {
    const row = Float32Array.from(
      { length: INPUTS },
      (_, j) => ((data.train.inputs[sample * INPUTS + j] as number) - 100) / 50,
    );
    corruptData.train.corrupt?.(row, sample);
    return [...row];
  });
  expect([...batch]).toEqual(expected);
  expect(() => gatherBatch(corruptData, corruptData.test, Uint32Array.of(0), kernel)).toThrow('called');
  const clean = await gatherBatch(corruptData, corruptData.test, Uint32Array.of(1)).x.data();
  expect([...clean]).toEqual(Array(INPUTS).fill(-2));
});
