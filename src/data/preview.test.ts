import { describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../core/samples/dataset';
import { previewOf } from './preview';
import { digits } from './sets/digits';
import { moons } from './sets/moons';
import { sgemm } from './sets/sgemm';
import { wine, wineClasses } from './sets/wine';
import { loadReal, loadWith, realFiles } from './testSupport';

const empty: Split = {
  size: 0,
  inputs: new Uint8Array(0),
  targets: { kind: 'classes', labels: new Uint8Array(0) },
};
const made = (inputs: number, outputs: number, train: Split, own: Partial<Dataset> = {}): Dataset => ({
  id: 'made',
  inputs,
  outputs,
  mean: 0,
  deviation: 1,
  train,
  test: empty,
  ...own,
});

describe('images', () => {
  const image = { height: 1, width: 2, channels: 1 } as const;
  const of = (labels: readonly number[]) =>
    made(2, 3, {
      size: labels.length,
      inputs: Uint8Array.from({ length: 2 * labels.length }, (_, i) => i),
      targets: { kind: 'classes', labels: Uint8Array.from(labels) },
    });

  it('show each class once before any twice, first samples first', () => {
    const preview = previewOf(
      { ...digits, image, inputs: 2 },
      of([2, 2, 2, 0, 0, 1, 2, ...new Array(20).fill(2)]),
    );
    if (preview.kind !== 'images') throw new Error(preview.kind);
    expect(preview.count).toBe(14);
    expect(preview.labels.slice(0, 5)).toEqual([0, 1, 2, 0, 2]);
    // Samples 3, 5, 0, 4, 1.
    expect([...preview.pixels.subarray(0, 10)]).toEqual([6, 7, 10, 11, 0, 1, 8, 9, 2, 3]);
    expect(preview.pixels).toHaveLength(28);
  });

  it('are all shown if there are few', () => {
    const preview = previewOf({ ...digits, image, inputs: 2 }, of([1, 0]));
    expect(preview).toMatchObject({ kind: 'images', count: 2, labels: [0, 1] });
  });

  it('of the digits are real ones', async () => {
    const set = await loadWith(digits, async () => undefined);
    const preview = previewOf(digits, set);
    if (preview.kind !== 'images') throw new Error(preview.kind);
    expect(preview.labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3]);
    expect([...preview.pixels]).toEqual([...set.train.inputs.subarray(0, 14 * 784)]);
  });
});

describe('points', () => {
  it('are the first 300', async () => {
    const set = await loadWith(moons, async () => undefined);
    const preview = previewOf(moons, set);
    if (preview.kind !== 'points') throw new Error(preview.kind);
    expect([preview.x.length, preview.y.length, preview.labels.length]).toEqual([300, 300, 300]);
    expect([preview.x[7], preview.y[7], preview.labels[7]]).toEqual([
      set.train.inputs[14],
      set.train.inputs[15],
      1,
    ]);
  });

  it('are not points for regression', () => {
    const values = Float32Array.of(0, 1, 2);
    const set = made(2, 1, { size: 3, inputs: new Float32Array(6), targets: { kind: 'values', values } });
    expect(previewOf({ ...wine, inputs: 2 }, set).kind).toBe('columns');
  });
});

describe('columns', () => {
  const size = 160;
  const inputs = Float32Array.from({ length: 11 * size }, (_, i) => (i % 11 === 10 ? 5 : Math.floor(i / 11)));
  const values = Float32Array.from({ length: size }, (_, i) => i / size);
  const info = { ...wine, inputNames: Array.from({ length: 11 }, (_, j) => `c${j}`) };
  const set = made(
    11,
    1,
    { size, inputs, targets: { kind: 'values', values } },
    {
      targetScale: { mean: 100, deviation: 10, unit: 'ms' },
    },
  );

  it('are the first nine and the target, in raw units', () => {
    const preview = previewOf(info, set);
    if (preview.kind !== 'columns') throw new Error(preview.kind);
    expect(preview.columns.map(({ name }) => name)).toEqual([...info.inputNames.slice(0, 9), 'quality']);
    expect(preview.more).toBe(2);
    expect(preview.columns[0]).toEqual({ name: 'c0', from: 0, to: 159, counts: new Array(16).fill(10) });
    expect(preview.columns[9]?.from).toBe(100);
    expect(preview.columns[9]?.to).toBeCloseTo(100 + (10 * 159) / 160, 4);
    expect(preview.rows).toHaveLength(3);
    expect(preview.rows[2]).toEqual([...new Array(9).fill(2), expect.closeTo(100.125, 5)]);
  });

  it('of a single value are one bar', () => {
    const flat = made(3, 1, {
      size,
      inputs: new Float32Array(3 * size).fill(7),
      targets: { kind: 'values', values },
    });
    const preview = previewOf({ ...wine, inputs: 3 }, flat);
    if (preview.kind !== 'columns') throw new Error(preview.kind);
    expect(preview.columns[1]).toMatchObject({ from: 7, to: 7, counts: [size, ...new Array(15).fill(0)] });
    expect(preview.more).toBe(0);
  });

  it('of classes are counted by class', () => {
    const labels = Uint8Array.of(3, 3, 10, 5);
    const classes = made(12, 11, {
      size: 4,
      inputs: new Float32Array(48),
      targets: { kind: 'classes', labels },
    });
    const preview = previewOf(wineClasses, classes);
    if (preview.kind !== 'columns') throw new Error(preview.kind);
    expect(preview.columns[9]).toEqual({
      name: 'quality',
      from: 0,
      to: 10,
      counts: [0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 1],
    });
    expect(preview.rows.map((row) => row[9])).toEqual([3, 3, 10]);
  });

  const place = realFiles('sgemm', ['sgemm_product.csv']);
  it.skipIf(place === undefined)('of the real SGEMM are complete', async () => {
    const preview = previewOf(sgemm, await loadReal(sgemm, place ?? ''));
    if (preview.kind !== 'columns') throw new Error(preview.kind);
    for (const { counts } of preview.columns) expect(counts.reduce((sum, n) => sum + n, 0)).toBe(773_120);
    expect(preview.columns.at(-1)?.from).toBeCloseTo(13.25, 2);
    expect(preview.columns.at(-1)?.to).toBeCloseTo(3397.08, 1);
    expect(preview.rows[0]).toEqual([128, 128, 16, 8, 8, 8, 16, 2, 2, expect.closeTo(838.88, 2)]);
    expect(preview.columns[0]).toMatchObject({ name: 'MWG', from: 16, to: 128 });
  });
});
