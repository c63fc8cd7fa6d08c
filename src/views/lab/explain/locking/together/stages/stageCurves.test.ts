import { describe, expect, it } from 'vitest';
import { idealSpeedUp } from '../../../../../../core/cost/measured';
import { bottleneck, secondsOf, stageCounts, stageCurves } from './stageCurves';
import { bottleneckSentence, lockedSentence } from './stagesWords';

describe('speed-up against stages', () => {
  it('is 1 with one stage, and k with many batches where every layer costs the same', () => {
    const { stages, model, trace, ideal } = stageCurves([2, 2, 2, 2], [7, 7, 7, 7], 1e9);
    expect(stages).toEqual([1, 2, 3, 4]);
    for (const values of [model, trace]) {
      expect(values?.[0]).toBe(1);
      expect(values?.[1]).toBeCloseTo(2, 6);
      // Three stages of four layers: one has two.
      expect(values?.[2]).toBeCloseTo(2, 6);
      expect(values?.[3]).toBeCloseTo(4, 6);
    }
    expect(ideal).toEqual([1, 2, 3, 4].map((k) => idealSpeedUp(k, 1e9)));
  });

  it('splits by costs, and times by seconds', () => {
    // Costs put layer 1 alone, though it is the fastest.
    expect(bottleneck([9, 1, 1, 1], [1, 2, 3, 4], 2, 1)).toMatchObject({
      stage: 2,
      first: 2,
      last: 4,
      share: 0.9,
    });
    const { trace, model } = stageCurves([9, 1, 1, 1], [1, 2, 3, 4], 10);
    expect(trace?.[1]).toBeCloseTo((10 * 10) / (10 + 9 * 9));
    expect(model[1]).toBeCloseTo((10 * 12) / (12 + 9 * 9));
    expect(stageCurves([1], undefined, 10)).toMatchObject({ stages: [1], trace: undefined });
  });

  it('never exceeds as many stages as the setting takes', () => {
    expect(stageCounts(100)).toHaveLength(64);
    expect(stageCounts(3)).toEqual([1, 2, 3]);
  });

  it('adds up a layer’s works, whatever lane they are from', () => {
    const work = (seconds: number) => ({ work: 'forward' as const, seconds });
    const layer = (at: number, ...seconds: number[]) => ({ layer: at, works: seconds.map(work), waits: 9 });
    expect(secondsOf([layer(2, 3, 4), layer(1, 1, 1)])).toEqual([2, 7]);
  });
});

it('names the stage that sets the pace', () => {
  const found = bottleneck([1, 1, 1, 1], [1, 1, 1, 5], 2, 100);
  expect(found).toEqual({
    ...{ stages: 2, stage: 2, first: 3, last: 4, share: 0.75 },
    speedUp: expect.closeTo(800 / (8 + 99 * 6)),
  });
  expect(bottleneckSentence(found, true).replaceAll('\u202f', ' ')).toBe(
    'By its layers’ times in the trace, this network could be trained 1.33× as fast with 2 stages as by one worker; stage 2 (layers 3 to 4) is the bottleneck: it has 75 % of the work, where equal stages have 50 %.',
  );
  expect(bottleneckSentence(bottleneck([1], [1], 1, 5), false)).toContain('nothing to split');
});

it('says why locked rules have no line', () => {
  expect(lockedSentence(['bp', 'fa', 'dfa'])).toBe(
    'Stages would gain nothing with BP and FA (each layer waits for the error to come back through all layers above it); DFA (the error goes straight to every layer, but only after the whole forward pass): while one works, the others wait.',
  );
});
