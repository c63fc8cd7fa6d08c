import { describe, expect, it } from 'vitest';
import { denseShapes } from '../../../../core/blocks/chain';
import { feedbackIds } from '../../../../core/feedback';
import { drawFeedback } from '../../../../core/feedback/feedbackWeights';
import { ruleIds, rules } from '../../../../core/rules';
import { cellsOf, drawnFeedback, largestOf } from './drawnFeedback';

describe('the initial B of a seed', () => {
  const layers = denseShapes([12, 30, 7, 5]);
  it.each(feedbackIds)('%s: equals the engine’s B in every layer', (feedbackInit) => {
    for (const rule of ruleIds)
      for (const feedbackSharing of ['per-layer', 'shared'] as const) {
        const settings = { seed: 3, feedbackInit, feedbackDeviation: 0.1, feedbackSharing };
        const all = drawFeedback(settings, rules[rule], layers);
        const own = [1, 2].map((layer) => drawnFeedback(settings, rules[rule], layers, layer));
        const expected = rules[rule].path === 'input' ? [all[0], all[0]] : [all[0], all[1]];
        expect(own).toEqual(expected);
      }
  });
  it('is not drawn for a picture if it is too large', () => {
    const settings = {
      seed: 0,
      feedbackInit: 'normal',
      feedbackDeviation: 1,
      feedbackSharing: 'per-layer',
    } as const;
    expect(drawnFeedback(settings, rules.fa, denseShapes([784, 8192, 8192, 10]), 1)).toBeUndefined();
    expect(drawnFeedback(settings, rules.fa, denseShapes([784, 8192, 8192, 10]), 2)?.length).toBe(81_920);
  });
  it('is reduced to some rows and columns', () => {
    const matrix = Float32Array.from({ length: 12 }, (_, i) => i);
    expect([...cellsOf(matrix, 4, [0, 2], [1, 3])]).toEqual([1, 3, 9, 11]);
    expect(largestOf([1, -4, Number.NaN, 2])).toBe(4);
  });
});
