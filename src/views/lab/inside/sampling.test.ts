import { beforeAll, describe, expect, it } from 'vitest';
import { feedbackIds } from '../../../core/feedback';
import { drawFeedback } from '../../../core/feedback/feedbackWeights';
import { evenly, heatmapShape, shownCells, shownLayers, shownUnits } from '../../../core/measures/sampling';
import { ruleIds, rules } from '../../../core/rules';
import { createRun } from '../../../core/run/run';
import { tinyConfig, tinyData, useCpu } from '../../../core/testSupport';
import { cellsOf, drawnFeedback, largestOf } from './drawnFeedback';

beforeAll(useCpu);

describe('a sample of places', () => {
  it('has the first and the last, evenly, each once', () => {
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

describe('what is chosen here is what the engine chooses', () => {
  const data = tinyData();
  it.each(ruleIds)('%s', async (rule) => {
    const hidden = [60, 13, 20];
    const training = createRun(tinyConfig({ rule, hidden }), data);
    await training.events.next();
    const sizes = [data.inputs, ...hidden, data.outputs];
    for (const layer of [1, 2, 3]) {
      const seen = await training.inspect({ layer, sample: 0 });
      expect(seen?.layers.map((one) => one.layer)).toEqual(shownLayers(sizes, layer));
      for (const { size, units } of seen?.layers ?? []) expect(units).toEqual(shownUnits(size));
      const shape = heatmapShape(rules[rule], sizes, layer);
      expect(seen?.heatmap?.shape).toEqual(shape);
      if (shape) expect(seen?.heatmap).toMatchObject(shownCells(shape));
    }
    await training.events.return();
  });
});

describe('B as the seed draws it', () => {
  const sizes = [12, 30, 7, 5];
  it.each(feedbackIds)('%s: the numbers of the engine, layer by layer', (feedbackInit) => {
    for (const rule of ruleIds)
      for (const feedbackSharing of ['per-layer', 'shared'] as const) {
        const settings = { seed: 3, feedbackInit, feedbackSharing };
        const all = drawFeedback(settings, rules[rule], sizes);
        const own = [1, 2].map((layer) => drawnFeedback(settings, rules[rule], sizes, layer));
        const expected = rules[rule].path === 'input' ? [all[0], all[0]] : [all[0], all[1]];
        expect(own).toEqual(expected);
      }
  });
  it('is not drawn for a picture when it is too large', () => {
    const settings = { seed: 0, feedbackInit: 'normal', feedbackSharing: 'per-layer' } as const;
    expect(drawnFeedback(settings, rules.fa, [784, 8192, 8192, 10], 1)).toBeUndefined();
    expect(drawnFeedback(settings, rules.fa, [784, 8192, 8192, 10], 2)?.length).toBe(81_920);
  });
  it('is shown in rows and columns of the whole', () => {
    const matrix = Float32Array.from({ length: 12 }, (_, i) => i);
    expect([...cellsOf(matrix, 4, [0, 2], [1, 3])]).toEqual([1, 3, 9, 11]);
    expect(largestOf([1, -4, Number.NaN, 2])).toBe(4);
  });
});
