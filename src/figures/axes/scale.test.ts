import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../experiment/defaults';
import { createLab } from '../../store/lab';
import { refs } from '../../store/testSupport';
import { accuracyAxisNow, lossAxisNow } from '../../views/lab/charts/axes';
import { ruleLines } from '../../views/lab/charts/ruleLines';
import { crossings } from '../labels/crossings';
import { drawLines } from '../lines/draw';
import { type Axis, accuracyAxis, accuracyRange, logErrorAxis, lossAxis } from './scale';
import { integerTicks } from './ticks';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const { add: addEvent, reset: resetSeries } = lab.series;

const percent = (...all: number[]) => all.map((n) => `${n}\u202f%`);
const labels = ({ ticks }: Axis) => ticks.map(({ label }) => label);
const inside = ({ carry, domain: [low, high] }: Axis, value: number) =>
  carry(value) >= low - 1e-9 && carry(value) <= high + 1e-9;

describe('the accuracy axis', () => {
  it('widens in steps until it holds every evaluation, and never narrows', () => {
    const base = [0.9, 0.986] as const;
    expect(accuracyRange(base, [0.95, 0.97])).toEqual(base);
    expect(accuracyRange(base, [0.95, 0.85])).toEqual([0.8, 0.986]);
    expect(accuracyRange(base, [0.95, 0.85, 0.66])).toEqual([0.5, 0.986]);
    expect(accuracyRange(base, [0.85, 0.33, 0.99])).toEqual([0, 1]);
    expect(accuracyRange([0.45, 0.6], [0.44])).toEqual([0, 0.6]);
    const values: number[] = [];
    let [low, high]: readonly number[] = base;
    for (const value of [0.92, 0.89, 0.95, 0.7, 0.6, 0.98, 0.99, 0.3, 0.9]) {
      values.push(value);
      const next = accuracyRange(base, values);
      expect(next[0]).toBeLessThanOrEqual(low as number);
      expect(next[1]).toBeGreaterThanOrEqual(high as number);
      [low, high] = next;
      for (const one of values) expect(one >= next[0] && one <= next[1]).toBe(true);
    }
  });
  it('has round ticks, and labels values beyond its ends', () => {
    const axis = accuracyAxis([0.9, 0.986]);
    expect(labels(axis)).toEqual(percent(90, 92, 94, 96, 98));
    expect(axis.edges?.bottom?.label).toBe(`below ${percent(90)}`);
    expect(axis.edges?.top?.label).toBe(`above ${percent(98.6)}`);
    expect([0.89, 0.9, 0.986].map((value) => axis.edges?.bottom?.holds(value))).toEqual([true, false, false]);
  });
});

describe('the logarithmic error axis', () => {
  it('puts zero error above all other values', () => {
    for (const low of [0, 0.5, 0.9]) {
      const axis = logErrorAxis([low, 1]);
      const { carry, domain, edges } = axis;
      for (const accuracy of [low, (low + 1) / 2, 0.999, 1]) expect(inside(axis, accuracy)).toBe(true);
      expect(carry(1)).toBe(domain[1]);
      expect(carry(0.9999)).toBeLessThan(carry(1) - 0.1);
      expect(axis.ticks.at(-1)).toEqual({ at: domain[1], label: percent(100)[0] });
      expect([0.999, 0.9995, 1].map((value) => edges?.top?.holds(value))).toEqual([false, true, false]);
    }
    expect(labels(logErrorAxis([0.6, 1]))).toEqual(percent(80, 90, 95, 98, 99, 99.5, 99.8, 99.9, 100));
  });
  it('extends to the best accuracy, and labels what it cannot hold', () => {
    const axis = logErrorAxis([0.9, 1], 0.99994);
    expect(inside(axis, 0.99994)).toBe(true);
    expect(axis.edges?.top?.holds(0.99994)).toBe(false);
    expect(labels(axis).slice(-2)).toEqual(percent(99.99, 100));
    const short = logErrorAxis([0.9, 0.986]);
    expect(labels(short)).toEqual(percent(90, 95, 98));
    expect([0.95, 0.99, 1].map((value) => short.edges?.top?.holds(value))).toEqual([false, true, true]);
    expect(Number.isFinite(short.carry(1))).toBe(true);
    expect(inside(short, 1)).toBe(false);
    expect(inside(short, 0.5)).toBe(false);
  });
});

describe('the loss axis', () => {
  it('starts with the usual range, and widens in growing steps to hold every loss', () => {
    expect(lossAxis([0.03, 1], [0.5]).domain[0]).toBeCloseTo(Math.log10(0.03), 12);
    let [low, high] = lossAxis([0.1, 3], []).domain;
    let steps = 0;
    const seen: number[] = [];
    for (let power = 0; power <= 38; power += 0.25) {
      seen.push(10 ** power, 10 ** -power);
      const axis = lossAxis([0.1, 3], seen);
      const isOut = (value: number) => axis.edges?.top?.holds(value) || axis.edges?.bottom?.holds(value);
      expect(seen.filter((value) => !inside(axis, value) || isOut(value))).toEqual([]);
      expect(axis.domain[0]).toBeLessThanOrEqual(low);
      expect(axis.domain[1]).toBeGreaterThanOrEqual(high);
      expect(axis.ticks.length).toBeGreaterThan(1);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
      if (axis.domain[1] > high) steps += 1;
      [low, high] = axis.domain;
    }
    expect(steps).toBeLessThan(16);
  });
  it('ignores NaN and infinity, and puts 0 below all other values', () => {
    expect(lossAxis([0.03, 1], [Number.NaN, Number.POSITIVE_INFINITY])).toMatchObject({
      domain: lossAxis([0.03, 1], []).domain,
    });
    const axis = lossAxis([0.03, 1], [0, 0.2]);
    expect(axis.ticks[0]).toEqual({ at: axis.carry(0), label: '0' });
    expect(axis.carry(0)).toBe(axis.domain[0]);
    expect(axis.carry(0.03)).toBeGreaterThan(axis.carry(0) + 0.1);
    // Measured on a sample: clamped above the zero lane, and labelled as beyond the axis.
    expect(axis.carry(1e-9)).toBeCloseTo(axis.carry(0.03), 12);
    expect([0, 1e-9, 0.03].map((loss) => axis.edges?.bottom?.holds(loss))).toEqual([false, true, false]);
    const none = lossAxis([0.03, 1], [0.2]);
    expect([inside(none, 0), none.edges?.bottom?.holds(0)]).toEqual([false, true]);
  });
  it('labels values beyond its ends', () => {
    const { edges } = lossAxis([0.03, 3], [2e6]);
    expect(edges?.top?.label).toBe('above 10⁷');
    expect(edges?.bottom?.label).toBe('below 0.03');
    expect(lossAxis([0.03, 3], [900]).edges?.top?.label).toBe('above 5,000');
  });
});

describe('axes of a run', () => {
  afterEach(() => resetSeries([]));
  const experiment = defaultExperiment('digits');
  const told = (rule: 'bp' | 'dfa', epoch: number, testAccuracy: number, testLoss: number) =>
    addEvent({ type: 'epoch', run: `${rule}-0`, step: epoch, epoch, testAccuracy, testLoss } as never);

  it("hold every rule's epoch values, including rules that have ended or are ahead", () => {
    resetSeries(refs('bp', 'dfa'));
    addEvent({ type: 'started', run: 'bp-0', step: 0, stepsPerEpoch: 1, parameters: 1 } as never);
    addEvent({ type: 'started', run: 'dfa-0', step: 0, stepsPerEpoch: 1, parameters: 1 } as never);
    told('bp', 1, 0.9, 2e7);
    expect(accuracyAxisNow(lab.series.record(), experiment, 'linear').domain).toEqual([0.8, 0.985]);
    told('bp', 2, 0.6, 1e-9);
    told('dfa', 1, 0.33, 0);
    const accuracy = accuracyAxisNow(lab.series.record(), experiment, 'linear');
    expect(accuracy.domain).toEqual([0, 0.985]);
    const loss = lossAxisNow(lab.series.record(), experiment, 'testLoss');
    for (const value of [2e7, 1e-9, 0]) expect(inside(loss, value)).toBe(true);
    expect(labels(loss)[0]).toBe('0');
    told('dfa', 2, 1, 1);
    told('bp', 3, 0.9998, 1);
    const errors = accuracyAxisNow(lab.series.record(), experiment, 'log');
    for (const value of [0.33, 0.9998, 1]) expect(inside(errors, value)).toBe(true);
    expect(errors.edges?.top?.holds(0.9998)).toBe(false);
  });
  it('do not change for interim values, nor for values before training', () => {
    resetSeries(refs('bp'));
    const before = lossAxisNow(lab.series.record(), experiment, 'testLoss').domain;
    addEvent({ type: 'started', run: 'bp-0', step: 0, stepsPerEpoch: 10, parameters: 1 } as never);
    for (const step of [0, 3])
      addEvent({ type: 'sample', run: 'bp-0', step, samples: 500, testAccuracy: 0.1, testLoss: 50 } as never);
    expect(lossAxisNow(lab.series.record(), experiment, 'testLoss').domain).toEqual(before);
    expect(accuracyAxisNow(lab.series.record(), experiment, 'linear').domain).toEqual([0.8, 0.985]);
  });
});

describe('for any values of a run', () => {
  afterEach(() => resetSeries([]));
  const experiment = defaultExperiment('digits');

  it('every line outside its chart has a marker and a note', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    const accuracy = () => (random() < 0.2 ? 1 : random());
    const loss = () => (random() < 0.1 ? 0 : 10 ** (random() * 60 - 30));
    let outside = 0;
    for (let run = 0; run < 60; run += 1) {
      resetSeries(refs('bp'));
      addEvent({ type: 'started', run: 'bp-0', step: 0, stepsPerEpoch: 10, parameters: 1 } as never);
      const epochs = Math.floor(random() * 4);
      const values = () => ({ testAccuracy: accuracy(), testLoss: loss(), trainingLoss: loss() });
      for (let step = 0; step <= 10 * epochs + 4; step += 2) {
        const at = { run: 'bp-0', step, samples: 500, ...values() };
        addEvent({
          ...at,
          type: step % 10 === 0 && step > 0 ? 'epoch' : 'sample',
          epoch: step / 10,
        } as never);
        if (step > 0) addEvent({ ...at, type: 'loss' } as never);
      }
      for (const [id, axis] of [
        ['testAccuracy', accuracyAxisNow(lab.series.record(), experiment, 'linear')],
        ['testAccuracy', accuracyAxisNow(lab.series.record(), experiment, 'log')],
        ['testLoss', lossAxisNow(lab.series.record(), experiment, 'testLoss')],
        ['trainingLoss', lossAxisNow(lab.series.record(), experiment, 'trainingLoss')],
      ] as const) {
        const [low, high] = axis.domain;
        for (const { solid, thin, held } of drawLines(
          ruleLines(ruleRecord(), ({ curves }) => curves[id]),
          { axis, width: 600, span: epochs },
        )) {
          const marks = [solid, thin].flatMap((points) => crossings(points, axis.domain));
          for (const [edge, isOut] of [
            ['top', [...solid, ...thin].some(({ y }) => y > high + 1e-9)],
            ['bottom', [...solid, ...thin].some(({ y }) => y < low - 1e-9)],
          ] as const) {
            if (!isOut) continue;
            outside += 1;
            expect(held).toContain(edge);
            expect(axis.edges?.[edge]?.label).toMatch(/^(above|below) \S/);
            expect(marks.some((mark) => mark.edge === edge)).toBe(true);
          }
        }
      }
    }
    expect(outside).toBeGreaterThan(50);
  });
});

describe('ticks of epochs and layers', () => {
  const at = (low: number, high: number, pixels: number) =>
    integerTicks(low, high, pixels).map((tick) => tick.at);
  it('are whole, at least two, in equal steps of 1, 2 or 5 times a power of ten, and do not overlap', () => {
    for (let epochs = 2; epochs < 3000; epochs = Math.ceil(epochs * 1.1)) {
      for (const pixels of [60, 134, 270, 560]) {
        for (const low of [0, 1]) {
          const ticks = at(low, epochs, pixels);
          const step = (ticks[1] as number) - (ticks[0] as number);
          expect(ticks.length).toBeGreaterThan(1);
          expect(ticks.length).toBeLessThanOrEqual(8);
          expect(String(step)).toMatch(/^[125]0*$/);
          expect(
            ticks.every((tick, i) => Number.isInteger(tick) && tick === (ticks[0] as number) + i * step),
          ).toBe(true);
          expect(Math.min(...ticks)).toBeGreaterThanOrEqual(low);
          expect(Math.max(...ticks)).toBeLessThanOrEqual(epochs);
        }
      }
    }
  });
  it('are the expected ones', () => {
    expect(at(0, 10, 560)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(at(0, 8, 134)).toEqual([0, 2, 4, 6, 8]);
    expect(at(0, 5, 560)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(at(0, 3, 134)).toEqual([0, 1, 2, 3]);
    expect(at(0, 1, 560)).toEqual([0, 0.5, 1]);
    expect(at(1, 30, 280)).toEqual([5, 10, 15, 20, 25, 30]);
    expect(at(1, 1, 280)).toEqual([1]);
    expect(integerTicks(0, 5000, 280).map(({ label }) => label)).toEqual([
      '0',
      '1,000',
      '2,000',
      '3,000',
      '4,000',
      '5,000',
    ]);
  });
});
