import { describe, expect, it } from 'vitest';
import { beyond, divergingColor, parseRgb, position, ramp, rampIndex } from './ramp';

describe('the scale', () => {
  it('is symmetric, has 256 steps and ends at ±m', () => {
    expect([rampIndex(-2, 2), rampIndex(2, 2), rampIndex(0, 2)]).toEqual([0, 255, 128]);
    for (const v of [0.1, 0.7, 1.9]) expect(position(-v, 2)).toBe(-position(v, 2));
    expect(position(1, 2)).toBeCloseTo(0.5 ** 0.85, 12);
    expect([rampIndex(-9, 2), rampIndex(Number.POSITIVE_INFINITY, 2)]).toEqual([0, 255]);
  });
  it('handles NaN and a scale of zero width', () => {
    expect(rampIndex(Number.NaN, 1)).toBeUndefined();
    expect([rampIndex(0, 0), rampIndex(0.1, 0), rampIndex(-0.1, 0)]).toEqual([128, 255, 0]);
  });
  it('goes from the low colour over the middle to the high one', () => {
    const colors = ramp([0, 0, 0], [100, 100, 100], [255, 200, 150]);
    expect(colors).toHaveLength(256);
    expect([colors[0], colors[255]]).toEqual([
      [0, 0, 0],
      [255, 200, 150],
    ]);
    expect(colors[128]?.[0]).toBeGreaterThan(99);
    expect(parseRgb('rgb(160, 80, 26)')).toEqual([160, 80, 26]);
    expect(divergingColor(-2, 2)).toContain('--diverging-low) 100%');
  });
  it('detects values beyond it', () => {
    expect(beyond([0.5, -1, 1], 1)).toEqual({ low: false, high: false });
    expect(beyond([-1.1, 1], 1)).toEqual({ low: true, high: false });
    expect(beyond([1.1, Number.NaN], 1)).toEqual({ low: false, high: true });
  });
});
