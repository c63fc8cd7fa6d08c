import { describe, expect, it } from 'vitest';
import { bottomOf } from './diagramLayout';
import { layout, narrow } from './testSupport';

describe('the layout', () => {
  it('places columns from left to right inside the drawing, with units below each other', () => {
    for (const { columns, width } of [layout, narrow]) {
      const xs = columns.map(({ x }) => x);
      expect(xs).toEqual(xs.toSorted((a, b) => a - b));
      expect(xs.at(-1)).toBeLessThan(width - 60);
      for (const column of columns) expect(bottomOf(column)).toBeLessThan(200);
    }
    expect(layout.columns.map(({ label }) => label)).toEqual(['x', 'h₁', 'h₂', 'y']);
  });
  it('counts the omitted layers', () => {
    expect(narrow.columns.map(({ layer, skipped }) => [layer, skipped])).toEqual([
      [0, 0],
      [1, 1],
      [3, 1],
      [5, 0],
      [6, 0],
    ]);
  });
});
