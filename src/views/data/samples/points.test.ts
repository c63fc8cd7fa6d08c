import { expect, it } from 'vitest';
import { pointPaths } from './PointCloud';

const marks = (path: string | undefined) =>
  [...(path ?? '').matchAll(/M(\S+) (\S+)h0/g)].map(([, x, y]) => [Number(x), Number(y)]);

it('points are centred with equal scales and y upwards, one path per class', () => {
  const [low, high] = pointPaths({ x: [0, 1, 1], y: [0, 0, 1], labels: [0, 1, 1] }).map(marks);
  expect(low).toEqual([[98, 76]]);
  expect(high).toEqual([
    [170, 76],
    [170, 4],
  ]);
});

it('axes with different units get separate scales and fill the plot', () => {
  const [all] = pointPaths({ x: [0, 1000], y: [0, 1], labels: [0, 0] }).map(marks);
  expect(all).toEqual([
    [4, 76],
    [264, 4],
  ]);
});

it('empty classes and identical points are handled', () => {
  expect(pointPaths({ x: [2, 2], y: [3, 3], labels: [2, 2] }).map(marks)).toEqual([
    [],
    [],
    expect.any(Array),
  ]);
});
