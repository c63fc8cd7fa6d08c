import { describe, expect, it } from 'vitest';
import { loadPoints } from '../../../../../data/loaders/points';
import { xor } from '../../../../../data/sets/xor';
import type { Rgb } from '../../../inside/cells/ramp';
import {
  boundsOf,
  CELLS,
  cellOf,
  opacityOf,
  pixelsOf,
  pointsOf,
  shareOf,
  surfaceText,
  unsureShare,
  valuesAt,
} from './surfaceModel';

const data = loadPoints(
  { ...xor, id: 'xor' },
  { read: async () => undefined, allocate: (n) => new ArrayBuffer(n), progress: () => undefined },
);
const bounds = boundsOf(data);

describe('the frame', () => {
  it('holds every training point, with room around them', () => {
    for (let i = 0; i < data.train.size; i++)
      for (const axis of [0, 1] as const) {
        const value = data.train.inputs[2 * i + axis] as number;
        expect(value).toBeGreaterThan(bounds[2 * axis] as number);
        expect(value).toBeLessThan(bounds[2 * axis + 1] as number);
      }
  });

  it('places points where their cell is, the second input upwards', () => {
    const points = pointsOf(data, bounds);
    expect(points).toHaveLength(240);
    for (const [i, { x, y, label }] of points.entries()) {
      const [first = 0, second = 0] = data.train.inputs.subarray(2 * i, 2 * i + 2);
      const cell = cellOf(bounds, first, second);
      expect(cell).toEqual({ row: Math.floor(y * CELLS), column: Math.floor(x * CELLS) });
      const [left, up] = valuesAt(bounds, cell);
      expect(Math.abs(left - first)).toBeLessThanOrEqual((bounds[1] - bounds[0]) / CELLS / 2 + 1e-6);
      expect(Math.abs(up - second)).toBeLessThanOrEqual((bounds[3] - bounds[2]) / CELLS / 2 + 1e-6);
      // XOR: class 1 where one coordinate is positive; its noise is 0.05.
      if (Math.abs(first) > 0.3 && Math.abs(second) > 0.3)
        expect(label).toBe(Number(first > 0 !== second > 0));
    }
    expect(cellOf(bounds, -99, 99)).toEqual({ row: 0, column: 0 });
  });
});

describe('a surface', () => {
  const colors: Rgb[] = [
    [10, 20, 30],
    [40, 50, 60],
  ];
  const surface = {
    ...{ step: 5, epoch: 1, seconds: 0, bounds, cells: 2 },
    labels: Int16Array.of(0, 1, -1, 2),
    certainty: Float32Array.of(1, 0.5, Number.NaN, 0.8),
  };

  it('has the colour of each class, stronger with certainty, and nothing where there is no answer', () => {
    const pixels = pixelsOf(surface, 2, colors);
    expect([...pixels.subarray(0, 3)]).toEqual(colors[0]);
    expect([...pixels.subarray(4, 7)]).toEqual(colors[1]);
    expect([...pixels.subarray(8, 12)]).toEqual([0, 0, 0, 0]);
    // More classes than colours: they begin again.
    expect([...pixels.subarray(12, 15)]).toEqual(colors[0]);
    expect(pixels[3]).toBeGreaterThan(pixels[15] as number);
    expect(pixels[15]).toBeGreaterThan(pixels[7] as number);
  });

  it('is as faint as it gets where the class is a guess', () => {
    expect(opacityOf(0.5, 2)).toBe(opacityOf(0, 2));
    expect(opacityOf(0.1, 10)).toBe(opacityOf(0.5, 2));
    expect(opacityOf(1, 10)).toBe(opacityOf(1, 2));
    expect(opacityOf(7, 2)).toBe(opacityOf(1, 2));
  });

  it('says how much of the frame is unsure, and of which class', () => {
    expect(unsureShare(surface)).toBe(0.5);
    expect(shareOf(surface, 1)).toBe(0.25);
    expect(surfaceText({ name: 'BP', surface, accuracy: 0.974 })).toBe(
      'BP: test accuracy 97.4\u202f%, unsure in 50\u202f% of the frame.',
    );
    expect(surfaceText({ name: 'BP', surface: undefined, accuracy: undefined })).toBe('BP: no network yet.');
  });
});
