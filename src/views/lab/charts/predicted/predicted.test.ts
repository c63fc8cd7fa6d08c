import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../../core/samples/dataset';
import { defaultExperiment } from '../../../../experiment/defaults';
import { linearAxis, logAxis } from '../../../../figures/axes/valueAxis';
import { countOutside, moveByValue, nearestSpot } from '../../../charts/points/spots';
import { firstEpochNote, sampleNoun } from '../chartTexts';
import { fitOf, meanR2, type Pair, pairsOf, rangeOf, spotsOf, strayText } from './predicted';

const pair = (truth: number, predicted: number): Pair => ({ truth, predicted });

describe('pairs', () => {
  it('belong to one output, in the target’s unit', () => {
    const told = { targets: Float32Array.of(0, 1, 2, 3), outputs: Float32Array.of(4, 5, 6, 7) };
    expect(pairsOf(told, 2, 1)).toEqual([pair(1, 5), pair(3, 7)]);
    expect(pairsOf(told, 2, 0, { mean: 100, deviation: 10, unit: 'ms' })).toEqual([
      pair(100, 140),
      pair(120, 160),
    ]);
  });
});

describe('the fit', () => {
  it('is 1 if all is correct, 0 for the mean, negative if worse', () => {
    expect(fitOf([pair(1, 1), pair(5, 5)])).toEqual({ r2: 1, rmse: 0 });
    expect(fitOf([pair(1, 3), pair(5, 3)])).toEqual({ r2: 0, rmse: 2 });
    expect(fitOf([pair(1, 5), pair(5, 1)]).r2).toBe(-3);
  });
  it('of a least-squares line is the squared correlation', () => {
    const x = Array.from({ length: 50 }, (_, i) => i + 3 * Math.sin(i * 1.7));
    const y = x.map((v, i) => 2 * v + 5 * Math.cos(i * 2.3));
    const mean = (v: readonly number[]) => v.reduce((a, b) => a + b) / v.length;
    const cov = (a: readonly number[], b: readonly number[]) =>
      mean(a.map((v, i) => (v - mean(a)) * ((b[i] as number) - mean(b))));
    const slope = cov(x, y) / cov(x, x);
    const pairs = y.map((truth, i) => pair(truth, mean(y) + slope * ((x[i] as number) - mean(x))));
    expect(fitOf(pairs).r2).toBeCloseTo(cov(x, y) ** 2 / (cov(x, x) * cov(y, y)), 12);
  });
  it('has no R² if all true values are equal, and no values without pairs', () => {
    expect(fitOf([pair(2, 1), pair(2, 3)])).toEqual({ r2: undefined, rmse: 1 });
    // The mean of ten times 0.1 is 0.09999999999999999.
    const tenths = Array.from({ length: 10 }, (_, i) => pair(0.1, i));
    expect(fitOf(tenths).r2).toBeUndefined();
    expect(fitOf(tenths.map(({ truth }) => pair(truth, truth)))).toEqual({ r2: undefined, rmse: 0 });
    expect(fitOf([])).toEqual({ r2: undefined, rmse: undefined });
  });
  it('of several outputs is the mean over outputs', () => {
    const told = { targets: Float32Array.of(1, 1, 5, 5), outputs: Float32Array.of(1, 3, 5, 3) };
    expect(meanR2(told, 2)).toBeCloseTo((1 + 0) / 2, 12);
  });
});

describe('the range', () => {
  const data = (values: number[], outputs: number): Dataset => ({
    id: 'x',
    inputs: 1,
    outputs,
    mean: 0,
    deviation: 1,
    targetScale: { mean: 10, deviation: 2, unit: 'm' },
    train: { size: 0, inputs: new Float32Array(0), targets: { kind: 'values', values: new Float32Array(0) } },
    test: {
      size: values.length / outputs,
      inputs: new Float32Array(0),
      targets: { kind: 'values', values: Float32Array.from(values) },
    },
  });
  it('covers one output over the whole test set, in its unit', () => {
    expect(rangeOf(data([0, 50, -3, 60, 4, 70], 2), 0)).toEqual([4, 18]);
    expect(rangeOf(data([0, 50, -3, 60, 4, 70], 2), 1)).toEqual([110, 150]);
    expect(rangeOf(data([], 1), 0)).toBeUndefined();
  });
});

describe('value axes', () => {
  const inside = ({ domain, carry }: ReturnType<typeof linearAxis>, ...values: number[]) =>
    values.every((value) => carry(value) >= domain[0] - 1e-9 && carry(value) <= domain[1] + 1e-9);

  it('hold the whole range and end on round values', () => {
    for (const [low, high] of [
      [3, 9],
      [13.29, 3341.5],
      [-2.7, 3.1],
      [1e-5, 2e-5],
      [15_000, 7_700_000],
      [5, 5],
      [0, 0],
    ] as const) {
      const axis = linearAxis([low, high]);
      expect(inside(axis, low, high)).toBe(true);
      expect(axis.ticks.length).toBeGreaterThan(1);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
    }
    expect(linearAxis([13.29, 3341.5]).ticks.map(({ label }) => label)).toEqual([
      '0',
      '1,000',
      '2,000',
      '3,000',
      '4,000',
    ]);
    expect(linearAxis([0, 7_700_000]).ticks.at(-1)?.label).toBe('8M');
    expect(linearAxis([-2.7, 3.1]).ticks[0]?.label).toBe('−4');
  });
  it('label their ends, even if no tick lies there', () => {
    for (const [low, high] of [
      [-0.9, 4.1],
      [-2.7, 3.1],
      [0.2, 1.1],
      [5, 5],
    ] as const) {
      const { domain, ends } = linearAxis([low, high]);
      expect(ends.map((label) => Number(label.replace('−', '-')))).toEqual(
        domain.map((end) => Number(end.toPrecision(12))),
      );
    }
    expect(logAxis([13.29, 3341.5]).ends).toEqual(['10', '5,000']);
  });
  it('are logarithmic if requested, with values of 0 or less below the axis', () => {
    for (const [low, high] of [
      [13.29, 3341.5],
      [0.001, 1e9],
      [3, 9],
      [1, 1],
      [5e-8, 1e-7],
    ] as const) {
      const axis = logAxis([low, high]);
      expect(inside(axis, low, high)).toBe(true);
      expect(axis.ticks.length).toBeGreaterThan(1);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
    }
    const axis = logAxis([13.29, 3341.5]);
    expect(axis.ticks.map(({ label }) => label)).toEqual(['10', '100', '1,000']);
    expect(axis.carry(-5)).toBeLessThan(axis.domain[0]);
    expect(axis.carry(0)).toBeLessThan(axis.domain[0]);
  });
});

describe('the points', () => {
  const axis = linearAxis([0, 10]);
  const pairs = [pair(0, 10), pair(5, 5), pair(10, 30), pair(2, Number.NaN)];
  const truths = pairs.map(({ truth }) => truth);
  const spots = spotsOf(pairs, axis);
  it('lie on the diagonal if the prediction is correct, at the edge if it is beyond the axis', () => {
    expect(spots).toEqual([
      { x: 0, y: 0, outside: false },
      { x: 0.5, y: 0.5, outside: false },
      { x: 1, y: 0, outside: true },
      undefined,
    ]);
  });
  it('are counted if they are not drawn at their value', () => {
    expect(strayText(spots)).toBe('; 1 beyond the scale, 1 not a number');
    expect(strayText(spots.slice(0, 2))).toBe('');
    const beyond = spotsOf([pair(1, 30), pair(2, -3), pair(3, -9), pair(4, 4), pair(5, 0)], axis);
    expect(countOutside(beyond)).toEqual({ top: 1, bottom: 2 });
  });
  it('are found by the pointer within reach, and by keys in ascending order of true value', () => {
    expect(nearestSpot(spots, 0.52, 0.49, 0.1)).toBe(1);
    expect(nearestSpot(spots, 0.3, 0.9, 0.1)).toBeUndefined();
    expect(moveByValue(truths, undefined, 'ArrowRight')).toBe(0);
    expect(moveByValue(truths, 0, 'ArrowRight')).toBe(3);
    expect(moveByValue(truths, 3, 'End')).toBe(2);
    expect(moveByValue(truths, 2, 'ArrowRight')).toBe(2);
    expect(moveByValue(truths, 2, 'x')).toBeUndefined();
  });
});

describe('the texts', () => {
  it('mention images only for image data sets', () => {
    expect(sampleNoun({ image: { height: 1, width: 2, channels: 1 }, inputs: 2 })).toBe('images');
    expect(sampleNoun({ inputNames: ['age'], inputs: 1 })).toBe('rows');
    expect(sampleNoun({ inputNames: ['x', 'y'], inputs: 2 })).toBe('points');
    expect(sampleNoun({ inputs: 256 })).toBe('samples');
  });
  it('mention the start of F³ only if it starts from the target', () => {
    const experiment = { ...defaultExperiment(), rules: ['bp', 'f3-error'] as const };
    const of = (changes: object) => firstEpochNote({ ...experiment, ...changes } as never);
    expect(of({})).toContain('it is DRTP');
    expect(of({ rules: ['bp'] })).toBeUndefined();
    expect(of({ errorInit: 'zeros' })).toBeUndefined();
  });
});
