import { expect, it } from 'vitest';
import { accuracyAxis, lossAxis } from '../axes/scale';
import { drawLines } from './draw';
import type { Line } from './line';

const columns = (x: number[], y: number[]) => ({ x, y, length: x.length });
const line: Line = {
  ...{ key: 'bp', rule: 'bp', name: 'BP', points: columns([1, 2, 3], [0.92, 0.95, 0.96]) },
  band: { low: columns([1, 2, 3], [0.91, 0.94, 0.95]), high: columns([1, 2, 3], [0.93, 0.96, 0.97]) },
};
const drawn = (one: Line, changes = {}) =>
  drawLines([one], { axis: accuracyAxis([0.9, 1]), span: 3, ...changes })[0];

it('a band runs along its upper edge and back along the lower one, on the axis', () => {
  expect(drawn({ ...line, place: (x) => 10 * x })?.band.map(({ x, y }) => [x, y])).toEqual([
    [10, 0.93],
    [20, 0.96],
    [30, 0.97],
    [30, 0.95],
    [20, 0.94],
    [10, 0.91],
  ]);
});

it('it is smoothed as its line is: a constant width stays constant', () => {
  const { band = [], solid = [] } = drawn(line, { beta: 0.6 }) ?? {};
  const low = band.slice(3).toReversed();
  for (const [i, { y }] of solid.entries()) expect(y - (low[i]?.y ?? 0)).toBeCloseTo(0.01, 12);
  expect(solid).toHaveLength(3);
});

it('it reaches below a logarithmic axis where mean − sd is 0 or less', () => {
  const axis = lossAxis([0.1, 1], []);
  const wide = { ...line, band: { low: columns([1], [-0.2]), high: columns([1], [1]) } };
  expect(drawn(wide, { axis })?.band.map(({ y }) => y)).toEqual([0, 2 * axis.domain[0] - axis.domain[1]]);
});

it('a point can be circled', () => {
  expect(drawn({ ...line, circled: 2 })?.circled).toEqual({ x: 2, y: 0.95 });
  expect([drawn(line)?.circled, drawn({ ...line, circled: 9 })?.circled]).toEqual([undefined, undefined]);
});
