import { describe, expect, it } from 'vitest';
import { layout } from '../testSupport';
import { strandsOf } from './wires';

describe('wires', () => {
  const [from, to] = [layout.columns[0]!.units, layout.columns[1]!.units];
  const count = (d: string) => d.split('M').length - 1;
  it('are all drawn once, grouped by sign and strength', () => {
    const weights = Float32Array.from({ length: 121 }, (_, i) => Math.sin(i));
    const strands = strandsOf(from, to, weights, 3);
    expect(strands.reduce((sum, { d }) => sum + count(d), 0)).toBe(121);
    expect(strands.length).toBeLessThan(12);
    const low = strands.filter(({ sign }) => sign === 'low').reduce((sum, { d }) => sum + count(d), 0);
    expect(low).toBe(weights.filter((weight) => weight < 0).length);
    const sizes = strands.map(({ size }) => size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1);
  });
  it('are neutral before the first inspection', () => {
    expect(strandsOf(from, to, undefined, 0).map(({ sign, size }) => [sign, size])).toEqual([['unknown', 0]]);
  });
});
