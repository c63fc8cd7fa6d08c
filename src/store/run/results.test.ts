import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import { createLab } from '../lab';
import { refs } from '../testSupport';
import { commonEpoch, mainCurve, measureAt, result } from './results';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { add: addEvent, end: endSeries, reset: resetSeries } = lab.series;

/** A rule's only run. */
const one = (mean: number) => ({ n: 1, mean });

describe('one epoch for the whole table', () => {
  const epoch = (rule: RuleId, epoch: number, testAccuracy: number, aloneSeconds?: number) =>
    addEvent({
      type: 'epoch',
      run: `${rule}-0`,
      step: epoch * 100,
      epoch,
      trainingLoss: 1,
      testLoss: 1,
      testAccuracy,
      trainSeconds: 9,
      ...(aloneSeconds === undefined ? {} : { aloneSeconds }),
      testSeconds: 1,
      machine: { tensors: 0 },
      heldBytes: 0,
    });
  const angle = (rule: RuleId, epoch: number, degrees: number) =>
    addEvent({
      type: 'measures',
      run: `${rule}-0`,
      step: epoch * 100,
      epoch,
      seconds: 0,
      values: { 'gradient-angle': { angle: [degrees, 0] } },
    });
  const of = (rule: RuleId) => result(ruleRecord(), rule);

  it('is the last of all running rules, with the best and the distance to BP up to it', () => {
    resetSeries(refs('bp', 'fa'));
    for (const [i, accuracy] of [0.9, 0.92, 0.99].entries()) epoch('bp', i + 1, accuracy);
    for (const [i, accuracy] of [0.8, 0.875].entries()) epoch('fa', i + 1, accuracy);
    expect(commonEpoch(ruleRecord())).toBe(2);
    expect(of('bp')).toMatchObject({ epoch: 2, last: one(0.92), best: one(0.92) });
    expect(of('fa')).toMatchObject({ epoch: 2, last: one(0.875), toBp: 0.875 - 0.92 });
    expect(of('fa')).not.toHaveProperty('comparedEpochs');
    epoch('fa', 3, 0.87);
    expect(of('bp')).toMatchObject({ epoch: 3, last: one(0.99) });
    expect(of('fa').toBp).toBeCloseTo(0.875 - 0.99, 12);
  });

  it('counts only once its measures have arrived', () => {
    resetSeries(refs('bp', 'fa'));
    for (const rule of ['bp', 'fa'] as const) {
      angle(rule, 0, 90);
      epoch(rule, 1, 0.9);
    }
    angle('fa', 1, 60);
    expect(commonEpoch(ruleRecord())).toBe(0);
    expect(of('fa')).toMatchObject({ epoch: 0, meanAngle: one(90) });
    angle('bp', 1, 0);
    expect(of('fa')).toMatchObject({ epoch: 1, meanAngle: one(60) });
    epoch('fa', 2, 0.91);
    angle('fa', 2, 50);
    expect(measureAt(ruleRecord(), 'fa', 'gradient-angle')).toEqual({ angle: [60, 0] });
  });

  it('a failed rule keeps its own epoch, and is compared over the common epochs', () => {
    resetSeries(refs('bp', 'fa', 'dfa'));
    for (const [i, accuracy] of [0.5, 0.75, 0.875].entries()) {
      epoch('bp', i + 1, accuracy);
      epoch('dfa', i + 1, accuracy);
    }
    epoch('fa', 1, 0.25);
    addEvent({ type: 'diverged', run: 'fa-0', step: 104 });
    endSeries('fa-0', 'diverged');
    expect(commonEpoch(ruleRecord())).toBe(3);
    expect(of('fa')).toMatchObject({ epoch: 1, step: 104, last: one(0.25), toBp: -0.25, comparedEpochs: 1 });
    expect(of('dfa')).toMatchObject({ epoch: 3, toBp: 0 });
  });

  it('if all failed, each keeps its own epoch; before the first epoch there are no numbers', () => {
    resetSeries(refs('bp', 'fa'));
    expect(of('bp')).toEqual({ rule: 'bp', step: 0, epoch: 0 });
    epoch('bp', 1, 0.5);
    epoch('bp', 2, 0.5);
    epoch('fa', 1, 0.5);
    for (const rule of ['bp', 'fa'] as const) endSeries(`${rule}-0`, 'diverged');
    expect([of('bp').epoch, of('fa').epoch]).toEqual([2, 1]);
  });

  it('the time of an epoch is that of the fastest one timed alone, not elapsed time', () => {
    resetSeries(refs('bp'));
    epoch('bp', 1, 0.5);
    expect(of('bp')).not.toHaveProperty('aloneSeconds');
    epoch('bp', 2, 0.5, 2.5);
    epoch('bp', 3, 0.5, 2.25);
    epoch('bp', 4, 0.5);
    expect(of('bp').aloneSeconds).toBe(2.25);
  });
});

describe('in regression', () => {
  const epochs = (rule: 'bp' | 'dfa' | 'drtp', losses: readonly number[]) =>
    losses.forEach((testLoss, i) => {
      addEvent({
        type: 'epoch',
        run: `${rule}-0`,
        step: i + 1,
        epoch: i + 1,
        trainingLoss: 1,
        testLoss,
        testAccuracy: Number.NaN,
        trainSeconds: 1,
        testSeconds: 1,
        machine: { tensors: 0 },
        heldBytes: 0,
      });
    });

  it('results are losses, and lower is better', () => {
    expect([mainCurve('classification'), mainCurve('regression')]).toEqual(['testAccuracy', 'testLoss']);
  });
  it('best is the lowest loss, the distance to BP a ratio, the gap that of the losses', () => {
    resetSeries(refs('bp', 'dfa', 'drtp'));
    epochs('bp', [0.03, 0.01, 0.02]);
    epochs('dfa', [0.5, 0.06, Number.NaN]);
    epochs('drtp', [0.6, 0.41, 0.45]);
    const of = (rule: 'bp' | 'dfa' | 'drtp') => result(ruleRecord(), rule, 'regression');
    expect(of('bp')).toMatchObject({ last: one(0.02), best: one(0.01), gapClosed: 1 });
    expect(of('bp')).not.toHaveProperty('toBp');
    expect(of('dfa').toBp).toBeCloseTo(6, 12);
    // (DRTP − rule)/(DRTP − BP)
    expect(of('dfa').gapClosed).toBeCloseTo((0.41 - 0.06) / (0.41 - 0.01), 12);
    expect(of('drtp').gapClosed).toBeCloseTo(0, 12);
  });
  it('there is no ratio to a zero loss', () => {
    resetSeries(refs('bp', 'dfa'));
    epochs('bp', [0]);
    epochs('dfa', [0.5]);
    expect(result(ruleRecord(), 'dfa', 'regression')).not.toHaveProperty('toBp');
  });
});
