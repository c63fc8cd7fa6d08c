import { describe, expect, it } from 'vitest';
import type { Dataset, Split } from '../../../../core/samples/dataset';
import { tablePicture } from './thumbnailModel';

const split = (inputs: Split['inputs'], targets: Split['targets'], size: number): Split => ({
  size,
  inputs,
  targets,
});
const table: Dataset = {
  id: 'table',
  inputs: 12,
  outputs: 1,
  mean: 0,
  deviation: 1,
  train: split(new Float32Array(24), { kind: 'values', values: Float32Array.of(0, 1.3) }, 2),
  test: split(new Float32Array(0), { kind: 'values', values: new Float32Array(0) }, 0),
};

describe('the thumbnail', () => {
  it('of points keeps their positions, with y upwards', () => {
    const targets = { kind: 'classes', labels: Uint8Array.of(0, 1) } as const;
    const two: Dataset = {
      ...table,
      inputs: 2,
      outputs: 2,
      train: split(Float32Array.of(0, 0, 4, 8), targets, 2),
    };
    expect(tablePicture(two)).toEqual({
      kind: 'points',
      points: [
        { x: 0, y: 1, label: 0 },
        { x: 1, y: 0, label: 1 },
      ],
    });
  });
  it('of a table is a histogram of its target, computed from a bounded number of rows', () => {
    const size = 400_000;
    const labels = Uint8Array.from({ length: size }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const many: Dataset = {
      ...table,
      outputs: 2,
      train: split(new Uint8Array(0), { kind: 'classes', labels }, size),
    };
    const picture = tablePicture(many);
    expect(picture.kind === 'bars' && picture.heights).toHaveLength(2);
    const values = tablePicture(table);
    expect(values.kind === 'bars' && values.heights).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});
