import { beforeAll, describe, expect, it } from 'vitest';
import { denseShapes } from '../blocks/chain';
import { ruleIds, rules } from '../rules';
import { createRun } from '../run/run';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { evenly, heatmapShape, shownCells, shownLayers, shownUnits } from './sampling';

beforeAll(useCpu);

describe('evenly spaced indices', () => {
  it('include the first and the last, without repetition', () => {
    expect(evenly(5, 11)).toEqual([0, 1, 2, 3, 4]);
    expect(evenly(21, 11)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    const many = evenly(8192, 40);
    expect([many[0], many.at(-1), new Set(many).size]).toEqual([0, 8191, 40]);
    const steps = many.slice(1).map((at, i) => at - (many[i] as number));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
  });
  it('shows the first, the chosen and the last hidden layer', () => {
    expect(shownLayers([784, 500, 10], 1)).toEqual([0, 1, 2]);
    expect(shownLayers([784, ...Array<number>(1000).fill(64), 10], 500)).toEqual([0, 1, 500, 1000, 1001]);
    expect(shownLayers([784, 10], 1)).toEqual([0, 1]);
    expect(shownLayers([784, 5, 5, 10], 9)).toEqual([0, 1, 2, 3]);
  });
});

describe('an inspection returns the rows and columns selected here', () => {
  const data = tinyData();
  it.each(ruleIds)('%s', async (rule) => {
    const hidden = [60, 13, 20];
    const training = createRun(tinyConfig({ rule, hidden }), data);
    await training.events.next();
    const sizes = [data.inputs, ...hidden, data.outputs];
    for (const layer of [1, 2, 3]) {
      const seen = await training.inspect('network', { layer, sample: 0 });
      expect(seen?.layers.map((one) => one.layer)).toEqual(shownLayers(sizes, layer));
      for (const { size, units } of seen?.layers ?? []) expect(units).toEqual(shownUnits(size));
      const shape = heatmapShape(rules[rule], denseShapes(sizes), layer);
      expect(seen?.heatmap?.shape).toEqual(shape);
      if (shape) expect(seen?.heatmap).toMatchObject(shownCells(shape));
    }
    await training.events.return();
  });
});
