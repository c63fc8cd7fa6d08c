import { describe, expect, it } from 'vitest';
import { rules } from '../../../../../core/rules';
import { iconPlace } from '../feedback/icon';
import { boxOf, lanesOf } from '../feedback/lanes';
import { layout } from '../testSupport';
import { diagramReadings } from './diagramReadings';
import { below, movePart, type Parts, partAt, partBox, partReading } from './partSpots';
import { readingText } from './spots';

const columns = [0, 50, 100, 150, 200, 250, 299, 349, 399, 449, 499];
const icon = {
  values: Float32Array.from({ length: 55 }, (_, i) => i / 100),
  rows: [0, 2, 5, 7, 9],
  columns,
  names: { row: 'row', columnText: (unit: number) => `unit ${unit}` },
  m: 1,
};
const parts: Parts = {
  pictures: lanesOf(rules['f3-error'], layout).weights.map((weights) => ({ weights, icon })),
  drawn: 'seed 0',
  signal: {
    box: boxOf(rules['f3-error'], layout)!,
    title: 'Error memory',
    unit: [0, 1, 2],
    names: undefined,
    values: [0, 0.4, -0.1],
    scale: { low: -1, high: 1 },
    since: 'epoch 4',
  },
};

describe('cells of B and bars of the memory', () => {
  it('are read under the pointer, with their indices in the full B', () => {
    const [first] = parts.pictures;
    const corner = iconPlace(first!.weights, icon);
    const spot = partAt(parts, corner.x + 4 * 3 + 1, corner.y + 4 * 2 + 1)!;
    expect(spot).toEqual({ part: 'feedback', picture: 0, row: 2, column: 3 });
    expect(readingText(partReading(parts, spot))).toBe('B₁, row 5, unit 150, seed 0: 0.250');
    const { x, y } = partBox(parts, { part: 'signal', bar: 1 });
    const bar = partAt(parts, x + 2, y + 2)!;
    expect(readingText(partReading(parts, bar))).toBe('Error memory, output 1, epoch 4: 0.400');
    expect(partAt(parts, 5, 5)).toBeUndefined();
  });
  it('are reached by keys: down from the last unit, along the cells, to the memory and back', () => {
    const cell = below(layout, parts, { column: 1, index: 10 })!;
    expect(cell).toEqual({ part: 'feedback', picture: 0, row: 0, column: 0 });
    expect(below(layout, parts, { column: 1, index: 9 })).toBeUndefined();
    const keys = (from: Parameters<typeof movePart>[2], ...all: string[]) =>
      all.reduce<ReturnType<typeof movePart>>(
        (spot, key) => (spot && 'part' in spot ? movePart(layout, parts, spot, key) : spot),
        from,
      );
    expect(keys(cell, 'ArrowDown', 'ArrowRight')).toEqual({
      part: 'feedback',
      picture: 0,
      row: 1,
      column: 1,
    });
    expect(keys(cell, 'ArrowUp')).toEqual({ column: 1, index: 10 });
    const { columns: shown } = iconPlace(parts.pictures[1]!.weights, icon);
    const last = { part: 'feedback', picture: 1, row: 0, column: shown - 1 } as const;
    expect(keys(last, 'ArrowRight')).toEqual({ part: 'signal', bar: 0 });
    expect(keys(last, 'ArrowRight', 'ArrowLeft')).toEqual({ ...last, column: 0 });
    expect(keys({ part: 'signal', bar: 2 }, 'ArrowRight')).toEqual({ part: 'signal', bar: 2 });
    expect(keys({ part: 'signal', bar: 2 }, 'ArrowUp')).toEqual({ column: 3, index: 9 });
    expect(below(layout, parts, { column: 3, index: 9 })).toEqual({ part: 'signal', bar: 0 });
    expect(movePart(layout, parts, last, 'x')).toBeUndefined();
  });
  it('are listed in the table once, like all values that can be read', () => {
    const all = diagramReadings(layout, undefined, parts);
    const cells = parts.pictures.reduce((sum, { weights }) => sum + 5 * iconPlace(weights, icon).columns, 0);
    const units = layout.columns.reduce((sum, one) => sum + one.units.length, 0);
    expect(all).toHaveLength(3 + cells + units + 121 + 121 + 110);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
    expect(all[1]).toEqual({ what: 'Error memory, output 1, epoch 4', value: 0.4 });
  });
});
