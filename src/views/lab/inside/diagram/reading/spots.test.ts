import { describe, expect, it } from 'vitest';
import { layoutOf } from '../diagramLayout';
import { inspection, layout } from '../testSupport';
import { moveSpot, readingText, spotAt, spotReading } from './spots';

const readSpot = (...args: Parameters<typeof spotReading>) => readingText(spotReading(...args));

describe('the spot at a point', () => {
  it('is the nearest unit within reach, with its index in the full layer', () => {
    const { x, y } = layout.columns[1]!.units[4]!;
    const spot = spotAt(layout, x + 3, y - 2);
    expect(spot).toEqual({ column: 1, index: 4 });
    expect(readSpot(layout, inspection, spot!)).toBe('h₁, unit 200: 1.04');
    expect(readSpot(layout, undefined, spot!)).toBe('h₁, unit 200: no value yet');
  });
  it('is a wire if no unit is within reach', () => {
    const [a, b] = [layout.columns[0]!.units[0]!, layout.columns[1]!.units[0]!];
    const spot = spotAt(layout, a.x + 0.8 * (b.x - a.x), a.y + 0.8 * (b.y - a.y));
    expect(spot).toEqual({ column: 0, index: 0, to: 0 });
    expect(readSpot(layout, inspection, { column: 0, index: 1, to: 2 })).toBe(
      'W₁, input 78 to unit 100: −0.0130',
    );
    expect(spotAt(layout, 5, 5)).toBeUndefined();
  });
  it('moves with the keys', () => {
    const from = { column: 1, index: 10 };
    expect(moveSpot(layout, undefined, 'ArrowDown')).toEqual({ column: 0, index: 0 });
    expect(moveSpot(layout, from, 'ArrowDown')).toEqual(from);
    expect(moveSpot(layout, from, 'ArrowRight')).toEqual({ column: 2, index: 10 });
    expect(moveSpot(layout, from, 'End')).toEqual({ column: 3, index: 9 });
    expect(moveSpot(layout, from, 'x')).toBeUndefined();
  });
});

describe('names of inputs and outputs', () => {
  const named = layoutOf({
    sizes: [3, 4, 2],
    layer: 1,
    width: 452,
    image: false,
    names: { input: ['age', 'hours', 'gain'], output: ['≤50K', '>50K'] },
  });
  it('are read under the pointer, and get more space on the right', () => {
    expect(readSpot(named, undefined, { column: 0, index: 1 })).toBe('x, input hours: no value yet');
    expect(readSpot(named, undefined, { column: 1, index: 1, to: 0 })).toBe(
      'W₂, unit 1 to output ≤50K: no value yet',
    );
    expect(named.output.x).toBeLessThan(
      layoutOf({ sizes: [3, 4, 2], layer: 1, width: 452, image: false }).output.x,
    );
  });
});
