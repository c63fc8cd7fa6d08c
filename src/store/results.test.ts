import { describe, expect, it } from 'vitest';
import { gapClosed } from './results';

describe('the gap closed', () => {
  it('is 0 for DRTP, 1 for BP, negative below DRTP', () => {
    expect(gapClosed(0.95, 0.98, 0.95)).toBe(0);
    expect(gapClosed(0.98, 0.98, 0.95)).toBe(1);
    expect(gapClosed(0.94, 0.98, 0.95)).toBeLessThan(0);
  });
  it('is linear in between: the published means on MNIST', () => {
    expect(gapClosed(0.9716, 0.9829, 0.9577)).toBeCloseTo((97.16 - 95.77) / (98.29 - 95.77), 10);
  });
  it('needs both ends, and a gap between them', () => {
    expect(gapClosed(0.95, undefined, 0.9)).toBeUndefined();
    expect(gapClosed(0.95, 0.98, undefined)).toBeUndefined();
    expect(gapClosed(0.95, 0.95, 0.95)).toBeUndefined();
    expect(gapClosed(0.95, 0.9, 0.95)).toBeUndefined();
  });
});
