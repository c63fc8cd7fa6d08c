import { describe, expect, it } from 'vitest';
import type { WayCosts } from '../../../../../../core/cost/ways';
import {
  columnOf,
  DEPTHS,
  isOnMap,
  type MapQuestion,
  ROWS,
  rowOf,
  scaleOf,
  secondsAt,
  waysGrid,
  widthAt,
} from './mapGrid';

const costs: WayCosts = {
  multiplyAdd: 5e-11,
  entry: 1e-10,
  element: 1e-10,
  call: 1e-6,
  step: 1e-4,
  meeting: 2e-5,
  handing: 2e-5,
  sharing: 0.05,
  beside: 0.05,
};
const question = (more: Partial<WayCosts> = {}, workers = 2): MapQuestion => ({
  net: { rule: 'f3-error', inputs: 784, outputs: 10, batchSize: 50, listed: 0.2 },
  costs: { ...costs, ...more },
  ...{ workers, batches: 500 },
});

describe('the grid', () => {
  it('has four widths to a doubling from 16 to 2048, the widest above, and a column for each depth', () => {
    const widths = Array.from({ length: ROWS }, (_, row) => widthAt(row));
    expect([widths[0], widths.at(-1), ROWS]).toEqual([2048, 16, 29]);
    expect(widths.filter((_, i) => i % 4 === 0)).toEqual([2048, 1024, 512, 256, 128, 64, 32, 16]);
    expect(new Set(widths).size).toBe(ROWS);
    for (const [row, width] of widths.entries()) expect(Math.abs(rowOf(width) - row - 0.5)).toBeLessThan(0.2);
    expect([columnOf(1), columnOf(DEPTHS)]).toEqual([0.5, DEPTHS - 0.5]);
  });

  it('knows which networks it has', () => {
    expect([isOnMap(1, 16), isOnMap(32, 2048), isOnMap(3, 500)]).toEqual([true, true, true]);
    expect([isOnMap(33, 64), isOnMap(0, 64), isOnMap(3, 8), isOnMap(3, 5000)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('holds doublings: of threads’ time over stages’, and of the faster over one worker’s', () => {
    const { gains, worth } = waysGrid(question());
    for (const [row, depth] of [
      [0, 1],
      [12, 7],
      [28, 32],
    ] as const) {
      const { alone, threads, stages } = secondsAt(question(), Array<number>(depth).fill(widthAt(row)));
      const at = row * DEPTHS + depth - 1;
      expect(2 ** (gains[at] as number)).toBeCloseTo(threads / stages, 5);
      expect(2 ** (worth[at] as number)).toBeCloseTo(alone / Math.min(threads, stages), 5);
    }
  });

  it('turns to one side everywhere where the other way costs too much', () => {
    expect(waysGrid(question({ handing: 1 })).gains.every((gain) => gain < 0)).toBe(true);
    // Small networks share nothing, and so do not meet; those of 512 units and more do.
    const { gains } = waysGrid(question({ meeting: 1, handing: 0 }));
    expect(gains.slice(0, 9 * DEPTHS).every((gain) => gain > 0)).toBe(true);
  });
});

it('the colour scale ends at twice, four or eight times', () => {
  expect([scaleOf([]), scaleOf([0.2, -0.9]), scaleOf([1.1]), scaleOf([0, -7])]).toEqual([1, 1, 2, 3]);
});
