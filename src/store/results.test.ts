import { describe, expect, it } from 'vitest';
import { gapClosed, isBetter, mainCurve, result } from './results';
import { addEvent, resetSeries, seriesRecord } from './series';

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

describe('where numbers are predicted', () => {
  const epochs = (rule: 'bp' | 'dfa' | 'drtp', losses: readonly number[]) =>
    losses.forEach((testLoss, i) => {
      addEvent({
        type: 'epoch',
        rule,
        step: i + 1,
        epoch: i + 1,
        trainingLoss: 1,
        testLoss,
        testAccuracy: Number.NaN,
        trainSeconds: 1,
        testSeconds: 1,
        tensors: 0,
        heldBytes: 0,
      });
    });

  it('the loss decides, and lower is better', () => {
    expect([mainCurve('classification'), mainCurve('regression')]).toEqual(['testAccuracy', 'testLoss']);
    expect(isBetter('testLoss', 0.1, 0.2)).toBe(true);
    expect(isBetter('testAccuracy', 0.1, 0.2)).toBe(false);
  });
  it('best is the lowest, the distance to BP a ratio, the gap that of the losses', () => {
    resetSeries(['bp', 'dfa', 'drtp']);
    epochs('bp', [0.03, 0.01, 0.02]);
    epochs('dfa', [0.5, 0.06, Number.NaN]);
    epochs('drtp', [0.6, 0.41, 0.45]);
    const of = (rule: 'bp' | 'dfa' | 'drtp') => result(seriesRecord(), rule, 'regression');
    expect(of('bp')).toMatchObject({ last: 0.02, best: 0.01, gapClosed: 1 });
    expect(of('bp')).not.toHaveProperty('toBp');
    expect(of('dfa').toBp).toBeCloseTo(6, 12);
    // (DRTP − rule)/(DRTP − BP)
    expect(of('dfa').gapClosed).toBeCloseTo((0.41 - 0.06) / (0.41 - 0.01), 12);
    expect(of('drtp').gapClosed).toBeCloseTo(0, 12);
  });
  it('there is no gap where BP is not better than DRTP, and no ratio to a loss of zero', () => {
    expect(gapClosed(0.3, 0.5, 0.4, 'testLoss')).toBeUndefined();
    resetSeries(['bp', 'dfa']);
    epochs('bp', [0]);
    epochs('dfa', [0.5]);
    expect(result(seriesRecord(), 'dfa', 'regression')).not.toHaveProperty('toBp');
  });
});
