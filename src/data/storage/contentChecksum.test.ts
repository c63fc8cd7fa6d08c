import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import { datasets } from '../index';
import type { DatasetInfo } from '../spec';
import { contentChecksum, identified, trainingChecksum } from './contentChecksum';

const { inputNames: _none, ...moons } = datasets.moons;
const info: DatasetInfo = { ...moons, id: '', task: 'classification', classNames: ['a', 'b'] };
const dataset: Dataset = {
  id: '',
  inputs: 1,
  outputs: 2,
  mean: 0.5,
  deviation: 2,
  train: {
    size: 2,
    inputs: Float32Array.of(1, 2),
    targets: { kind: 'classes', labels: Uint8Array.of(0, 1) },
  },
  test: { size: 1, inputs: Float32Array.of(3), targets: { kind: 'classes', labels: Uint8Array.of(1) } },
};
const sum = (infoPart: Partial<DatasetInfo> = {}, part: Partial<Dataset> = {}) =>
  contentChecksum({ ...info, ...infoPart }, { ...dataset, ...part });

describe('the content checksum', () => {
  it('is the SHA-256 of everything, keys sorted: existing links must stay valid', () => {
    const split = (size: number, inputs: number[], labels: number[]) => [
      `{"inputs":Float32Array:${4 * inputs.length}:`,
      Buffer.from(Float32Array.from(inputs).buffer),
      `,"size":${size},"targets":{"kind":"classes","labels":Uint8Array:${labels.length}:`,
      Buffer.from(labels),
      ',},}',
    ];
    const hash = createHash('sha256');
    for (const part of [
      '{"classNames":["a","b",],"deviation":2,"inputs":1,"mean":0.5,"outputs":2,"task":"classification","test":',
      ...split(1, [3], [1]),
      ',"train":',
      ...split(2, [1, 2], [0, 1]),
      ',}',
    ])
      hash.update(part);
    expect(sum()).toBe(hash.digest('hex').slice(0, 12));
  });

  it('does not depend on user-given names or the arrays’ kind of memory', () => {
    const other = {
      id: 'own-x',
      name: 'X',
      source: 'x.csv',
      sentence: 'x',
      checksum: 'x',
      settings: { epochs: 3 },
    };
    expect(sum(other, { id: 'own-x' })).toBe(sum());
    const shared = new Float32Array(new SharedArrayBuffer(16), 4, 2);
    shared.set([1, 2]);
    expect(sum({}, { train: { ...dataset.train, inputs: shared } })).toBe(sum());
    const { train, test, ...rest } = dataset;
    expect(contentChecksum(info, { test, train, ...rest })).toBe(sum());
  });

  it('differs for everything that training or its figures use', () => {
    const { train, test } = dataset;
    const changed = [
      sum({ task: 'regression' }),
      sum({ classNames: ['b', 'a'] }),
      sum({ classNames: ['a,b'] }),
      sum({ inputNames: ['x'] }),
      sum({ targetName: 'y' }),
      sum({ image: { height: 1, width: 1, channels: 1 } }),
      sum({}, { mean: 0.25 }),
      sum({}, { mean: Float32Array.of(0.5) }),
      sum({}, { deviation: 3 }),
      sum({}, { targetScale: { mean: 0, deviation: 1, unit: 'y' } }),
      sum({}, { train: test, test: train }),
      sum({}, { train: { ...train, inputs: Float32Array.of(2, 1) } }),
      sum({}, { train: { ...train, inputs: Float32Array.of(1, 2 + 2 ** -22) } }),
      sum({}, { train: { ...train, inputs: new Uint8Array(Float32Array.of(1, 2).buffer) } }),
      sum({}, { train: { ...train, targets: { kind: 'classes', labels: Uint8Array.of(1, 0) } } }),
      sum({}, { train: { ...train, targets: { kind: 'values', values: Float32Array.of(0, 1) } } }),
      // What a later version adds counts as well.
      sum({}, { centre: Float64Array.of(1) } as Partial<Dataset>),
    ];
    expect(new Set([sum(), ...changed]).size).toBe(changed.length + 1);
  });

  it('is part of the id, after the file’s name', () => {
    const made = identified({ info: { ...info, name: 'Meadow' }, dataset }, 'Flowers (1).csv.gz');
    expect(made.info).toMatchObject({ id: `own-flowers-1-${sum()}`, checksum: sum(), name: 'Meadow' });
    expect(made.dataset).toEqual({ ...dataset, id: made.info.id });
  });
});

describe('the training checksum', () => {
  const of = (part: Partial<Dataset> = {}) => trainingChecksum({ ...dataset, ...part });
  const sha = (...parts: (string | Buffer)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  };

  it('is the SHA-256 of the arrays’ checksums: existing checkpoints must stay valid', async () => {
    const array = (type: string, bytes: Buffer) => `[${`"${type}",${bytes.length},"${sha(bytes)}"`},]`;
    const split = (size: number, inputs: number[], labels: number[]) => {
      const kept = Buffer.from(Float32Array.from(inputs).buffer);
      return `{"inputs":${array('Float32Array', kept)},"size":${size},"targets":{"kind":"classes","labels":${array('Uint8Array', Buffer.from(labels))},},}`;
    };
    const text = `{"deviation":2,"inputs":1,"mean":0.5,"outputs":2,"test":${split(1, [3], [1])},"train":${split(2, [1, 2], [0, 1])},}`;
    expect(await of()).toBe(sha(text));
  });

  it('does not depend on names, display-only fields or the arrays’ kind of memory', async () => {
    const shown = { offset: Float64Array.of(5), targetScale: { mean: 0, deviation: 1, unit: 'y' } };
    const shared = new Float32Array(new SharedArrayBuffer(16), 4, 2);
    shared.set([1, 2]);
    const { train, test, ...rest } = dataset;
    for (const same of [
      { id: 'other', ...shown },
      { train: { ...train, inputs: shared } },
      { test, train, ...rest },
    ])
      expect(await of(same)).toBe(await of());
  });

  it('differs for everything that training uses', async () => {
    const { train, test } = dataset;
    const parts: Partial<Dataset>[] = [
      {},
      { mean: 0.25 },
      { mean: Float32Array.of(0.5) },
      { deviation: 3 },
      { train: test, test: train },
      { train: { ...train, inputs: Float32Array.of(1, 2 + 2 ** -22) } },
      { train: { ...train, inputs: new Uint8Array(Float32Array.of(1, 2).buffer) } },
      { train: { ...train, targets: { kind: 'classes', labels: Uint8Array.of(1, 0) } } },
      { train: { ...train, targets: { kind: 'values', values: Float32Array.of(0, 1) } } },
      { centre: Float64Array.of(1) } as Partial<Dataset>,
    ];
    expect(new Set(await Promise.all(parts.map(of))).size).toBe(parts.length);
  });
});
