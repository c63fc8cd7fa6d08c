import { describe, expect, it } from 'vitest';
import { namePlace, smoothed, zeroLine } from './contour';

const grid = { rows: 4, columns: 6 } as const;
const values = (of: (row: number, column: number) => number): number[] =>
  Array.from({ length: 24 }, (_, i) => of(Math.floor(i / 6), i % 6));

describe('the line of 0', () => {
  it('is straight where values are linear, from edge to edge', () => {
    const pieces = zeroLine(
      values((_, column) => column + 0.5 - 2.25),
      grid,
    );
    expect(pieces.flat().every(({ x }) => Math.abs(x - 2.25) < 1e-9)).toBe(true);
    const ys = pieces.flat().map(({ y }) => y);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([0, 4]);
    const length = pieces.reduce((sum, [a, b]) => sum + Math.hypot(a.x - b.x, a.y - b.y), 0);
    expect(length).toBeCloseTo(4, 9);
  });

  it('goes around a single cell, half way to its neighbours', () => {
    const pieces = zeroLine(
      values((row, column) => (row === 1 && column === 3 ? 1 : -1)),
      grid,
    );
    const xs = pieces.flat().map(({ x }) => x);
    const ys = pieces.flat().map(({ y }) => y);
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([3, 4, 1, 2]);
    expect(pieces).toHaveLength(4);
  });

  it('is nowhere where one side has all', () => {
    expect(
      zeroLine(
        values(() => 1),
        grid,
      ),
    ).toEqual([]);
  });
});

describe('smoothing', () => {
  it('keeps what is even, and takes out what alternates', () => {
    expect([
      ...smoothed(
        values(() => 3),
        grid,
      ),
    ]).toEqual(values(() => 3));
    const inner = (all: Float32Array): number[] => [...all].filter((_, i) => i % 6 > 0 && i % 6 < 5);
    expect(
      inner(
        smoothed(
          values((_, column) => 1 + (column % 2 === 0 ? 1 : -1)),
          grid,
        ),
      ),
    ).toEqual(Array(16).fill(1));
    expect(
      inner(
        smoothed(
          values((_, column) => column),
          grid,
        ),
      ),
    ).toEqual(inner(Float32Array.from(values((_, column) => column))));
  });
});

describe('a name', () => {
  it('lies in its region, far from its edge', () => {
    const five = { rows: 5, columns: 6 };
    const place = namePlace((_, column) => column >= 1, five, { width: 1, height: 0.5 });
    expect(place).toEqual({ x: 3.5, y: 2.5 });
  });

  it('is left out where it does not fit', () => {
    expect(namePlace((row) => row === 3, grid, { width: 3, height: 1.5 })).toBeUndefined();
    expect(namePlace((row) => row === 3, grid, { width: 5.5, height: 1 })).toEqual({ x: 3, y: 3.5 });
    expect(namePlace(() => false, grid, { width: 1, height: 1 })).toBeUndefined();
  });
});
