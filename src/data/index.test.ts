import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleIds } from '../core/rules';
import { datasetIds, datasets } from './index';
import { type DatasetSpec, regressionSettings } from './spec';
import { datasetSpec } from './storage/ownDatasets';

describe.each(datasetIds)('the entry of %s', (id) => {
  const spec: DatasetSpec = datasets[id];

  it('is found by its id', () => {
    expect(spec.id).toBe(id);
    expect(datasetSpec(id)).toBe(spec);
  });

  it('has a learning rate for every rule, and the rates’ source', () => {
    for (const rule of ruleIds) expect(spec.learningRates[rule]).toBeGreaterThan(0);
    expect(spec.learningRateSource).not.toBe('');
  });

  it('names its source and licence', () => {
    for (const text of [spec.name, spec.sentence, spec.source, spec.licence]) expect(text).not.toBe('');
  });

  it('has matching numbers of names, inputs, classes and pixels', () => {
    if (spec.inputNames) expect(spec.inputNames).toHaveLength(spec.inputs);
    expect(new Set(spec.inputNames).size).toBe(spec.inputNames?.length ?? 0);
    if (spec.classNames) expect(spec.classNames).toHaveLength(spec.outputs);
    if (spec.image) {
      const { height, width, channels } = spec.image;
      expect(height * width * channels).toBe(spec.inputs);
    }
  });

  it('has a checksum for every file', () => {
    for (const { name, packed, plain, bytes } of spec.files) {
      expect(name).not.toMatch(/\.gz$/);
      const sums = [packed, plain].filter((sum) => sum !== undefined);
      expect(sums).not.toHaveLength(0);
      for (const sum of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(0);
    }
  });

  it('has the settings and axes that its task needs', () => {
    if (spec.task === 'regression') expect(spec.settings).toMatchObject(regressionSettings);
    else expect(spec.accuracyRange).toBeDefined();
    for (const range of [spec.accuracyRange, spec.lossRange])
      if (range) expect(range[0]).toBeLessThan(range[1]);
  });
});

it('are in display order', () => {
  expect(datasetIds).toEqual([
    'digits',
    'mnist',
    'fashion-mnist',
    'cifar-10',
    'sgemm',
    'wine',
    'wine-classes',
    'adult',
    'adult-sound',
    'synthetic',
    'synthetic-regression',
    'moons',
    'circles',
    'spirals',
    'xor',
  ]);
});

it('share a file of a folder only if it is the same one', () => {
  const known = new Map<string, string>();
  for (const { folder, files } of Object.values<DatasetSpec>(datasets)) {
    for (const file of files) {
      const path = `${folder}/${file.name}`;
      expect(JSON.stringify(file)).toBe(known.get(path) ?? JSON.stringify(file));
      known.set(path, JSON.stringify(file));
    }
  }
});

it('knows no other id', () => {
  for (const id of ['', 'toString', '__proto__', 'MNIST']) expect(datasetSpec(id)).toBeUndefined();
});

it.skipIf(!existsSync('.git'))('no data file is in the repository (where this is one)', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
  const isData = /(^|\/)public\/data\/|\.(csv|tsv|bin|npy|npz|idx|data|zip|gz|tar)$|-ubyte/i;
  expect(tracked.filter((path) => isData.test(path))).toEqual([]);
});
