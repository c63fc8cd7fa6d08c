import { describe, expect, it } from 'vitest';
import type { RuleRecord, RuleSeries } from '../../store/run/byRule';
import { ruleLines } from '../../views/lab/charts/ruleLines';
import { pathOf } from '../axes/plot';
import { type Axis, accuracyAxis, logErrorAxis, lossAxis } from '../axes/scale';
import { spaceLabels } from '../labels/labels';
import { decimate, makeBuckets } from './decimate';
import { drawLines as draw } from './draw';
import { readAt as read, stops as stopsOf } from './read';

type Id = 'testAccuracy' | 'testLoss' | 'trainingLoss';
const linesOf = (record: RuleRecord, id: Id) => ruleLines(record, ({ curves }) => curves[id]);
const drawLines = (
  record: RuleRecord,
  id: Id,
  { epochs, ...rest }: { epochs: number; axis: Axis; width: number; beta?: number },
) => draw(linesOf(record, id), { ...rest, span: epochs });
const readAt = (record: RuleRecord, id: Id, x: number, beta = 0) => read(linesOf(record, id), x, { beta });
const stops = (record: RuleRecord, id: Id, beta: number) => stopsOf(linesOf(record, id), beta);

it('a line passes through its points in axis coordinates', () => {
  const y = { domain: [0, 10] } as unknown as Axis;
  const size = { width: 200, height: 136, left: 50, right: 50, top: 10, bottom: 26 };
  const plot = { ...size, x: { from: 0, to: 4, unit: 1 }, y };
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 10 },
    { x: 4, y: 12.5 },
  ];
  expect(pathOf(plot, points)).toBe('M50.0,110.0L75.0,10.0L150.0,-15.0');
  expect(pathOf(plot, [])).toBe('');
});

describe('decimation', () => {
  const n = 5000;
  const x = Float64Array.from({ length: n }, (_, i) => i);
  const y = Float64Array.from({ length: n }, (_, i) => Math.sin(i / 90));
  y[1234] = 99;
  y[3210] = -99;
  const all = { x, y, length: n };
  const kept = decimate(all, makeBuckets(n, 300, [all]));

  it('keeps the extremes, and the first and last point', () => {
    expect(kept).toContainEqual({ x: 1234, y: 99 });
    expect(kept).toContainEqual({ x: 3210, y: -99 });
    expect(kept[0]).toEqual({ x: 0, y: y[0] });
    expect(kept.at(-1)).toEqual({ x: n - 1, y: y[n - 1] });
  });
  it('stays within its limit, in order, and adds no points', () => {
    expect(kept.length).toBeLessThanOrEqual(303);
    for (let i = 1; i < kept.length; i += 1) expect(kept[i]!.x).toBeGreaterThan(kept[i - 1]!.x);
    for (const point of kept) expect(point.y).toBe(y[point.x]);
  });
  it('keeps a short series unchanged', () => {
    for (const length of [0, 1, 2, 3]) {
      const short = { x, y, length };
      const whole = Array.from({ length }, (_, i) => ({ x: i, y: y[i] }));
      expect(decimate(short, makeBuckets(length, 300, [short]))).toEqual(whole);
      expect(decimate(short, makeBuckets(n, 300, [short]))).toEqual(whole);
    }
  });
  it('keeps equal points of equal lines, even if one is longer', () => {
    for (const length of [4999, 4321, 301, 299, 17, 1]) {
      const behind = { x, y, length };
      const buckets = makeBuckets(n, 300, [all, behind]);
      const [whole, part] = [decimate(all, buckets), decimate(behind, buckets)];
      expect(part).toEqual(whole.slice(0, part.length));
      expect(part.at(-1)).toEqual({ x: length - 1, y: y[length - 1] });
    }
  });
});

describe('labels', () => {
  const apart = (ys: number[]) => {
    const sorted = [...ys].sort((a, b) => a - b);
    return Math.min(...sorted.slice(1).map((y, i) => y - sorted[i]!));
  };
  it('are at least 14 px apart and inside the plot, for any wanted positions', () => {
    for (const wanted of [
      [50, 50, 50, 50],
      [10, 11, 90, 92],
      [0, 0, 200, 199],
      [100, 3, 101, 102, 60],
    ]) {
      const placed = spaceLabels(wanted, 14, 0, 200);
      expect(apart(placed)).toBeGreaterThanOrEqual(14 - 1e-9);
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...placed)).toBeLessThanOrEqual(200);
    }
  });
  it('stay at their wanted positions if there is room, and keep their order', () => {
    expect(spaceLabels([80, 10, 40], 14, 0, 200)).toEqual([80, 10, 40]);
    const placed = spaceLabels([52, 50, 51], 14, 0, 200);
    expect([placed[1], placed[2], placed[0]]).toEqual([...placed].sort((a, b) => a - b));
  });
});

describe('lines beyond the axis', () => {
  const plot = { width: 400, epochs: 3 };
  const curve = (...values: number[]) => ({
    points: {
      x: Float64Array.from(values, (_, i) => i + 1),
      y: Float64Array.from(values),
      length: values.length,
    },
    between: { x: new Float64Array(0), y: new Float64Array(0), length: 0 },
  });
  const lineOf = (axis: Axis, ...values: number[]) => {
    const curves = { testAccuracy: curve(...values), testLoss: curve(), trainingLoss: curve() };
    const series: RuleSeries = {
      rule: 'bp',
      step: 0,
      stepsPerEpoch: 1,
      parameters: 1,
      epochs: [],
      measures: [],
      curves,
    };
    return drawLines(new Map([['bp', series]]), 'testAccuracy', { axis, ...plot })[0];
  };

  it('are detected, including their ends; values on the zero lane are not beyond', () => {
    const axis = logErrorAxis([0.5, 1]);
    expect(lineOf(axis, 0.9, 1, 1)).toMatchObject({ held: [], endsOn: undefined, value: 1 });
    expect(lineOf(axis, 0.9, 1, 1)?.end?.y).toBe(axis.domain[1]);
    expect(lineOf(axis, 0.9995, 0.9)).toMatchObject({ held: ['top'], endsOn: undefined });
    expect(lineOf(axis, 0.9, 0.4)).toMatchObject({ held: ['bottom'], endsOn: 'bottom' });
    expect(lineOf(accuracyAxis([0.5, 1]), 0.9, 1)).toMatchObject({ held: [], endsOn: undefined });
    expect(lineOf(accuracyAxis([0.5, 0.9]), 0.3, 0.95)).toMatchObject({
      held: ['top', 'bottom'],
      endsOn: 'top',
    });
    expect(lineOf(lossAxis([0.1, 1], [0]), 0.5, 0)).toMatchObject({ held: [], endsOn: undefined });
    expect(lineOf(lossAxis([0.1, 1], []), 0.5, 0)).toMatchObject({ held: ['bottom'], endsOn: 'bottom' });
  });

  it('without points still have the position at which they stopped', () => {
    const curves = { testAccuracy: curve(), testLoss: curve(), trainingLoss: curve() };
    const series: RuleSeries = {
      ...{
        rule: 'bp' as const,
        step: 30,
        stepsPerEpoch: 120,
        parameters: 1,
        epochs: [],
        measures: [],
        curves,
      },
      end: 'diverged',
    };
    const [line] = drawLines(new Map([['bp', series]]), 'trainingLoss', {
      axis: lossAxis([0.1, 1], []),
      ...plot,
    });
    expect(line).toMatchObject({ stopped: true, stoppedAt: 0.25, end: undefined });
  });

  it('end with the last drawn value, which is an interim value in the middle of an epoch', () => {
    const axis = accuracyAxis([0.5, 1]);
    const between = { x: Float64Array.of(2.2, 2.4), y: Float64Array.of(0.8, 0.7), length: 2 };
    const series: RuleSeries = {
      ...{ rule: 'bp' as const, step: 0, stepsPerEpoch: 1, parameters: 1, epochs: [], measures: [] },
      curves: {
        testAccuracy: { ...curve(0.6, 0.9), between },
        testLoss: curve(),
        trainingLoss: curve(),
      },
    };
    const [line] = drawLines(new Map([['bp', series]]), 'testAccuracy', { axis, ...plot });
    expect(line?.end).toEqual({ x: 2.4, y: axis.carry(0.7) });
    expect(line?.value).toBe(0.7);
  });

  it('of smoothed lines end with the average; the measured curve is drawn behind', () => {
    const axis = accuracyAxis([0, 1]);
    const between = { x: Float64Array.of(2.5), y: Float64Array.of(0.1), length: 1 };
    const series: RuleSeries = {
      ...{ rule: 'bp' as const, step: 0, stepsPerEpoch: 1, parameters: 1, epochs: [], measures: [] },
      curves: {
        testAccuracy: curve(),
        testLoss: { ...curve(0.8, 0.4), between, start: 0.9 },
        trainingLoss: curve(),
      },
    };
    const record = new Map([['bp', series]] as const);
    const average = (0.6 * 0.4 * 0.8 + 0.4 * 0.4) / (1 - 0.6 ** 2);
    const [line] = drawLines(record, 'testLoss', { axis, ...plot, beta: 0.6 });
    expect(line?.raw.map(({ y }) => y)).toEqual([0.9, 0.8, 0.4, 0.1]);
    expect(line?.solid.map(({ x }) => x)).toEqual([0, 1, 2]);
    expect(line?.thin).toEqual([]);
    expect(line?.end?.x).toBe(2);
    expect(line?.value).toBeCloseTo(average, 12);
    expect(readAt(record, 'testLoss', 3, 0.6).readings[0]?.value).toBe(line?.value);
    expect(readAt(record, 'testLoss', 3).readings[0]?.value).toBe(0.1);
    expect(stops(record, 'testLoss', 0.6)).toEqual([0, 1, 2]);
    expect(drawLines(record, 'testLoss', { axis, ...plot })[0]?.raw).toEqual([]);
  });
});
