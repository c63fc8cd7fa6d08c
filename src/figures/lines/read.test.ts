import { expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { moveAlong } from '../../views/charts/reader/moveAlong';
import { columnsFrom } from './line';
import { nearestPoint, readAt, stops } from './read';

const columns = (xs: readonly number[]) => columnsFrom(xs.map((x) => ({ x, y: 2 * x })));

it('the nearest point matches a linear search; of two equally near, the first', () => {
  const random = createStream(3, 'weights', 0);
  for (let n = 1; n < 40; n += 1) {
    const xs = Array.from({ length: n }, () => Math.floor(random.uniform(0, 50))).sort((a, b) => a - b);
    const rising = [...new Set(xs)];
    for (let x = -3; x < 55; x += 0.5) {
      const away = rising.map((one) => Math.abs(one - x));
      expect(nearestPoint(columns(rising), x)).toBe(away.indexOf(Math.min(...away)));
    }
  }
  expect(nearestPoint(columns([]), 1)).toBeUndefined();
});

it('lines are read at the x of the nearest point, best first', () => {
  const line = (key: string, points: readonly (readonly [number, number])[]) => ({
    ...{ key, rule: 'bp' as const, name: key },
    points: columnsFrom(points.map(([x, y]) => ({ x, y }))),
  });
  const lines = [
    line('a', [
      [1, 5],
      [2, 4],
    ]),
    line('b', [[1.4, 9]]),
  ];
  const { x, readings } = readAt(lines, 1.3);
  expect(x).toBe(1.4);
  expect(readings.map((one) => [one.line.key, one.x, one.value])).toEqual([
    ['a', 1, 5],
    ['b', 1.4, 9],
  ]);
  expect(readAt(lines, 1.3, { better: 'high' }).readings.map((one) => one.line.key)).toEqual(['b', 'a']);
  expect(stops(lines)).toEqual([1, 1.4, 2]);
  expect(readAt([], 1)).toEqual({ x: 1, readings: [] });
});

it('keys move from point to point and stop at the ends', () => {
  const places = [0, 1, 2.5];
  expect(
    ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'x'].map((key) => moveAlong(places, undefined, key)),
  ).toEqual([2.5, 2.5, 0, 2.5, undefined]);
  expect(['ArrowLeft', 'ArrowRight'].map((key) => moveAlong(places, 1, key))).toEqual([0, 2.5]);
  expect(['ArrowLeft', 'ArrowRight'].map((key) => moveAlong(places, 0, key))).toEqual([0, 1]);
  expect(moveAlong([], 1, 'ArrowRight')).toBeUndefined();
});
