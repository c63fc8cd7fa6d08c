import { beforeEach, describe, expect, it } from 'vitest';
import { createLab } from '../lab';
import { refs } from '../testSupport';
import { progress, result } from './results';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const {
  add: addEvent,
  end: endSeries,
  reset: resetSeries,
  record: seriesRecord,
  version: seriesVersion,
} = lab.series;

const bp = () => {
  const series = seriesRecord().get('bp-0');
  if (!series) throw new Error('no series');
  return series;
};
const sample = (step: number, testAccuracy: number) =>
  addEvent({ type: 'sample', run: 'bp-0', step, samples: 500, testLoss: 1, testAccuracy });
const epoch = (epoch: number, testAccuracy: number, rule: 'bp' | 'dfa' = 'bp') =>
  addEvent({
    type: 'epoch',
    run: `${rule}-0`,
    step: epoch * 100,
    epoch,
    trainingLoss: 0.5,
    testLoss: 0.4,
    testAccuracy,
    trainSeconds: 2,
    testSeconds: 1,
    machine: { tensors: 7 },
    heldBytes: 0,
  });

beforeEach(() => {
  resetSeries(refs('bp', 'dfa'));
  for (const rule of ['bp', 'dfa'] as const) {
    addEvent({ type: 'started', run: `${rule}-0`, step: 0, stepsPerEpoch: 100, parameters: 1 });
  }
});

describe('the series', () => {
  it('append events far beyond their initial capacity', () => {
    for (let i = 1; i <= 500; i += 1) addEvent({ type: 'loss', run: 'bp-0', step: i, trainingLoss: i });
    const { points } = bp().curves.trainingLoss;
    expect(points.length).toBe(500);
    expect([points.x[499], points.y[499]]).toEqual([5, 500]);
  });

  it('replace samples by the full evaluation after them', () => {
    sample(0, 0.1);
    sample(20, 0.5);
    sample(40, 0.6);
    expect(bp().curves.testAccuracy.between.length).toBe(2);
    epoch(1, 0.7);
    const { points, between, start } = bp().curves.testAccuracy;
    expect(between.length).toBe(0);
    expect([...points.y.subarray(0, points.length)]).toEqual([0.7]);
    expect(start).toBe(0.1);
  });

  it('show the loss of each single step until the mean over its interval arrives', () => {
    const step = (n: number, batchLoss: number) =>
      addEvent({
        type: 'progress',
        run: 'bp-0',
        step: n,
        batchLoss,
        moved: { first: 1, by: [0.1], of: [2] },
      });
    const thin = () => {
      const { x, y, length } = bp().curves.trainingLoss.between;
      return Array.from({ length }, (_, i) => [x[i], y[i]]);
    };
    const version = seriesVersion('trainingLoss');
    step(1, 2.31);
    expect(thin()).toEqual([[0.01, 2.31]]);
    expect(seriesVersion('trainingLoss')).toBeGreaterThan(version);
    expect(bp().lastStep).toEqual({ step: 1, loss: 2.31, moved: { first: 1, by: [0.1], of: [2] } });
    step(2, Number.NaN);
    expect(thin()).toHaveLength(1);
    addEvent({ type: 'loss', run: 'bp-0', step: 5, trainingLoss: 2 });
    // The step that ends the interval has its mean.
    step(5, 1.9);
    expect(thin()).toEqual([]);
    expect(bp().curves.trainingLoss.points.length).toBe(1);
    expect(bp().lastStep?.loss).toBe(1.9);
  });

  it('change only the versions of channels that an event affects', () => {
    const before = { accuracy: seriesVersion('testAccuracy'), loss: seriesVersion('trainingLoss') };
    addEvent({ type: 'loss', run: 'bp-0', step: 5, trainingLoss: 1 });
    expect(seriesVersion('testAccuracy')).toBe(before.accuracy);
    expect(seriesVersion('trainingLoss')).toBe(before.loss + 1);
  });

  it('end at the batch whose loss diverged, not at the last reported step', () => {
    addEvent({ type: 'loss', run: 'bp-0', step: 40, trainingLoss: 1 });
    sample(40, 0.6);
    sample(60, 0.1);
    addEvent({ type: 'progress', run: 'bp-0', step: 79 });
    addEvent({ type: 'diverged', run: 'bp-0', step: 52 });
    expect(result(ruleRecord(), 'bp').step).toBe(52);
    const { testAccuracy, testLoss, trainingLoss } = bp().curves;
    for (const { between } of [testAccuracy, testLoss])
      expect([...between.x.subarray(0, between.length)]).toEqual([0.4]);
    expect(trainingLoss.points.length).toBe(1);
    expect(progress(seriesRecord(), 3, 10)).toMatchObject({ samplesDone: 520 });
  });

  it('ignore events of rules that are not in the record', () => {
    addEvent({ type: 'loss', run: 'llo-0', step: 5, trainingLoss: 1 });
    expect([...seriesRecord().keys()]).toEqual(['bp-0', 'dfa-0']);
  });
});

describe('measures', () => {
  const angle = (epoch: number, layers: (number | null)[], rule: 'bp' | 'dfa' = 'dfa') =>
    addEvent({
      type: 'measures',
      run: `${rule}-0`,
      step: epoch * 100,
      epoch,
      seconds: 0,
      values: { 'gradient-angle': { angle: layers } },
    });

  it('are all stored; the table shows the mean over the hidden layers', () => {
    resetSeries(refs('dfa'));
    angle(0, [90, 88, 0]);
    expect(result(ruleRecord(), 'dfa').meanAngle?.mean).toBe(89);
    epoch(1, 0.9, 'dfa');
    angle(1, [70, 60, 0]);
    expect(seriesRecord().get('dfa-0')?.measures).toHaveLength(2);
    expect(result(ruleRecord(), 'dfa')).toMatchObject({ meanAngle: { n: 1, mean: 65 }, angles: [70, 60, 0] });
  });
  it('layers without a signal do not count; if no layer has one, there is no angle', () => {
    angle(0, [null, 60, 0]);
    expect(result(ruleRecord(), 'dfa').meanAngle?.mean).toBe(60);
    resetSeries(refs('dfa'));
    angle(0, [null, null, 0]);
    expect(result(ruleRecord(), 'dfa')).not.toHaveProperty('meanAngle');
    resetSeries(refs('dfa'));
    angle(0, [0]);
    expect(result(ruleRecord(), 'dfa')).not.toHaveProperty('meanAngle');
  });
  it('BP has no angle to itself', () => {
    angle(0, [0, 0], 'bp');
    expect(result(ruleRecord(), 'bp')).not.toHaveProperty('meanAngle');
  });
});

describe('predictions', () => {
  const told = (epoch: number) =>
    addEvent({
      type: 'predictions',
      run: 'bp-0',
      step: epoch * 100,
      epoch,
      confusion: Uint32Array.of(epoch),
    });

  it('are those of the latest epoch, and update the channel of epochs', () => {
    const before = seriesVersion('epochs');
    told(1);
    told(2);
    expect(bp().predictions).toMatchObject({ epoch: 2, confusion: Uint32Array.of(2) });
    expect(seriesVersion('epochs')).toBe(before + 2);
    resetSeries(refs('bp'));
    expect(bp()).not.toHaveProperty('predictions');
  });
});

describe('progress', () => {
  const step = (rule: 'bp' | 'dfa', n: number) => addEvent({ type: 'progress', run: `${rule}-0`, step: n });

  it('is the progress of the slowest rule', () => {
    step('bp', 250);
    step('dfa', 203);
    expect(progress(seriesRecord(), 10, 50)).toMatchObject({ epoch: 3, batch: 3, batches: 100, part: 0.203 });
  });
  it('stays in the last epoch at the end', () => {
    step('bp', 1000);
    step('dfa', 1000);
    expect(progress(seriesRecord(), 10, 50)).toMatchObject({ epoch: 10, part: 1, samplesLeft: 0 });
  });
  it('ignores rules that have stopped', () => {
    step('bp', 150);
    step('dfa', 7);
    endSeries('dfa-0', 'diverged');
    expect(progress(seriesRecord(), 10, 50).epoch).toBe(2);
  });
});
