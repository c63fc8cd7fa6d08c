import { describe, expect, it } from 'vitest';
import { cellAt, moveCell } from './cells';

describe('cells', () => {
  const grid = { rows: 10, columns: 40 };
  it('are found at a point, also at the edges', () => {
    expect(cellAt(grid, 0, 0)).toEqual({ row: 0, column: 0 });
    expect(cellAt(grid, 1, 1)).toEqual({ row: 9, column: 39 });
    expect(cellAt(grid, 0.5, 0.75)).toEqual({ row: 7, column: 20 });
    expect(cellAt(grid, -0.1, 1.2)).toEqual({ row: 9, column: 0 });
  });
  it('are reached with the keys, in steps of one and ten', () => {
    const from = { row: 3, column: 5 };
    const to = (key: string) => moveCell(grid, from, key);
    expect(to('ArrowRight')).toEqual({ row: 3, column: 6 });
    expect(to('ArrowUp')).toEqual({ row: 2, column: 5 });
    expect([to('PageUp'), to('PageDown')]).toEqual([
      { row: 3, column: 0 },
      { row: 3, column: 15 },
    ]);
    expect([to('Home'), to('End')]).toEqual([
      { row: 3, column: 0 },
      { row: 3, column: 39 },
    ]);
    expect(moveCell(grid, undefined, 'End')).toEqual({ row: 0, column: 0 });
    expect(to('a')).toBeUndefined();
  });
});
