import { describe, expect, it } from 'vitest';
import { waysOf } from '../../core/cost/ways';
import { gainOf, loadWays, modelError, modelled, netOf, readWays, type WaysRecord } from './ways';

const record = await loadWays();

describe('the record', () => {
  it('has points of several depths and widths, and costs that give each point’s times within a factor of ten', () => {
    for (const side of ['depth', 'width'] as const)
      expect(new Set(record.points.map((point) => point[side])).size).toBeGreaterThan(2);
    for (const point of record.points) {
      const model = modelled(record, point, record.costs);
      expect(Math.abs(Math.log10(model.alone / point.alone))).toBeLessThan(1);
    }
  });

  it('is refused with the field that is wrong', () => {
    const wrong = { ...record, costs: { ...record.costs, meeting: -1 } };
    expect(() => readWays(wrong)).toThrow(/^results\/ways\/record\.json: costs\.meeting: “-1”/);
    const { workers: _workers, ...without } = record;
    expect(() => readWays(without)).toThrow('workers: is missing');
  });
});

it('makes a network of a point', () => {
  const net = netOf(record, { depth: 3, width: 64, batchSize: 50 });
  expect(net).toMatchObject({ inputs: 784, hidden: [64, 64, 64], outputs: 10, batchSize: 50 });
  const point = record.points[0] as WaysRecord['points'][number];
  expect(modelled(record, point, record.costs).alone).toBe(
    waysOf(netOf(record, point), record.costs).alone(netOf(record, point).hidden),
  );
});

describe('the model’s error', () => {
  const of = (off: readonly number[]): WaysRecord => ({
    ...record,
    points: record.points.slice(0, off.length).map((point, i) => {
      const { alone, threads, stages } = modelled(record, point, record.costs);
      return { ...point, alone, threads, stages: stages / (off[i] as number) };
    }),
  });

  it('is none where points are the model’s', () => {
    expect(modelError(of([1, 1, 1]))).toEqual({ typical: 1, most: 1, agreed: 3, points: 3 });
  });

  it('is the middle factor, whichever way it is off', () => {
    const { typical, most } = modelError(of([1.1, 1 / 1.3, 2]));
    expect([typical, most]).toEqual([expect.closeTo(1.3), expect.closeTo(2)]);
  });

  it('counts points on the other side', () => {
    const [one] = of([1]).points as [WaysRecord['points'][number]];
    const gain = gainOf(one);
    const { agreed } = modelError(of([1 / gain ** 2, 1]));
    expect(agreed).toBe(1);
  });
});
