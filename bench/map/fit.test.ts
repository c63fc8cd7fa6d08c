import { expect, it } from 'vitest';
import { type WayCosts, wayCostKeys } from '../../src/core/cost/ways';
import { modelled, type WayPoint, type WaysRecord } from '../../src/experiment/results/ways';
import { beginning, fitCosts, solve } from './fit';
import { places } from './mapPart';

const base = {
  workers: 2,
  net: { rule: 'f3-error', inputs: 784, outputs: 10, listed: 0.19 },
} as const satisfies Partial<WaysRecord>;

const planted: WayCosts = {
  multiplyAdd: 3.1e-11,
  entry: 1.3e-10,
  element: 8e-11,
  call: 2.2e-6,
  step: 2.4e-4,
  meeting: 9e-6,
  handing: 5e-5,
  sharing: 0.2,
  beside: 0.07,
};
const measured = (noise: (i: number) => number): readonly WayPoint[] =>
  places.map((place, i) => {
    const point = { ...place, batches: 200, judged: 1, rounds: 1 };
    const { alone, threads, stages } = modelled(base, point, planted);
    return { ...point, alone, threads: threads * noise(2 * i), stages: stages * noise(2 * i + 1) };
  });

it('finds the costs of which the points were made', () => {
  const found = fitCosts({ ...base, points: measured(() => 1) }, 1e-4);
  for (const key of wayCostKeys)
    expect(Math.abs(Math.log(found[key] / planted[key])), key).toBeLessThan(0.001);
});

it('takes the middle of points that are off by a twentieth to either side', () => {
  const points = measured((i) => (i % 2 === 0 ? 1.05 : 1 / 1.05));
  const found = fitCosts({ ...base, points });
  expect(found.multiplyAdd / planted.multiplyAdd).toBeCloseTo(1, 1);
  expect(found.meeting / planted.meeting).toBeGreaterThan(0.5);
  expect(found.meeting / planted.meeting).toBeLessThan(2);
});

it('keeps what no point says anything about', () => {
  const { listed: _listed, ...dense } = base.net;
  const net = { ...dense, listed: 1e-12 };
  const points = places.map((place) => {
    const point = { ...place, batches: 200, judged: 1, rounds: 1 };
    return { ...point, ...modelled({ ...base, net }, point, planted) };
  });
  const found = fitCosts({ ...base, net, points });
  expect(found.entry / beginning.entry).toBeCloseTo(1, 6);
  expect(found.multiplyAdd / planted.multiplyAdd).toBeCloseTo(1, 1);
});

it('solves linear equations, also where the first pivot is 0', () => {
  const x = solve([
    [0, 2, 1, 7],
    [1, -1, 0, -1],
    [3, 0, -2, -3],
  ]);
  expect(x).toEqual([expect.closeTo(1), expect.closeTo(2), expect.closeTo(3)]);
});
