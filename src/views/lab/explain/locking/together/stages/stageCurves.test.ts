import { describe, expect, it } from 'vitest';
import type { StageWork } from '../../../../../../core/cost/lockedStages';
import type { Pace } from '../../../../../../core/cost/stageGain';
import { idealSpeedUp } from '../../../../../../core/cost/stageGain';
import { bottleneck, secondsOf, stageCounts, stageCurves } from './stageCurves';
import { bottleneckSentence } from './stagesWords';

/** Works of layers, a third of each forward. */
const works = (...totals: number[]): StageWork[] =>
  totals.map((all) => ({ forward: all / 3, backward: 0, update: (2 * all) / 3 }));
const free = (batches: number): Pace => ({ batches, microBatches: 1, waits: 'nothing' });

describe('speed-up against stages', () => {
  it('is 1 with one stage, and k with many batches where every layer costs the same', () => {
    const { stages, model, trace, ideal } = stageCurves(works(2, 2, 2, 2), works(7, 7, 7, 7), free(1e9));
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
    expect(bottleneck(works(9, 1, 1, 1), works(1, 2, 3, 4), 2, free(1))).toMatchObject({
      stage: 2,
      first: 2,
      last: 4,
      share: 0.9,
    });
    const { trace, model } = stageCurves(works(9, 1, 1, 1), works(1, 2, 3, 4), free(10));
    expect(trace?.[1]).toBeCloseTo((10 * 10) / (10 + 9 * 9));
    expect(model[1]).toBeCloseTo((10 * 12) / (12 + 9 * 9));
    expect(stageCurves(works(1), undefined, free(10))).toMatchObject({ stages: [1], trace: undefined });
  });

  it('never exceeds as many stages as the setting takes', () => {
    expect(stageCounts(100)).toHaveLength(64);
    expect(stageCounts(3)).toEqual([1, 2, 3]);
  });

  it('adds up a layer’s works of a kind, whatever lane they are from', () => {
    const layer = (at: number, ...done: (readonly ['forward' | 'backward' | 'update', number])[]) => ({
      layer: at,
      works: done.map(([work, seconds]) => ({ work, seconds })),
      waits: 9,
    });
    const costs = works(1, 1);
    const times = [
      layer(2, ['forward', 3], ['backward', 2], ['update', 4]),
      layer(1, ['forward', 1], ['update', 2]),
    ];
    expect(secondsOf(times, costs)).toEqual([
      { forward: 1, backward: 0, update: 2 },
      { forward: 3, backward: 2, update: 4 },
    ]);
    // One worker’s BP: what it needs to go back and to learn, as the cost model divides it.
    const cost: StageWork = { forward: 5, backward: 5, update: 15 };
    expect(secondsOf([layer(1, ['forward', 3], ['backward', 8])], [cost])).toEqual([
      { forward: 3, backward: 2, update: 6 },
    ]);
  });

  it('under update locking: as far as the batch’s way allows, and micro-batches with it', () => {
    const equal = Array.from({ length: 4 }, (): StageWork => ({ forward: 1, backward: 1, update: 1 }));
    const pace = (microBatches: number): Pace => ({ batches: 1, microBatches, waits: 'backward' });
    const { model, ideal } = stageCurves(equal, undefined, pace(1));
    expect([0, 1, 3].map((k) => ideal[k])).toEqual([0, 1, 3].map((k) => model[k]));
    // Up 4, down 4; the first stage updates last, with two layers of four where there are two stages.
    expect([0, 1, 3].map((k) => model[k])).toEqual([1, 12 / 10, 12 / 9]);
    expect(stageCurves(equal, undefined, pace(4)).model[3]).toBeCloseTo(12 / (2 * (1 + 3 / 4) + 1), 12);
    const found = bottleneck(equal, equal, 4, pace(1));
    expect(bottleneckSentence(found, false, pace(1))).toMatch(
      /1\.33× as fast with 4 stages .*error comes back before any layer may begin the next one; micro-batches would let/,
    );
  });
});

it('names the stage that sets the pace', () => {
  const found = bottleneck(works(1, 1, 1, 1), works(1, 1, 1, 5), 2, free(100));
  expect(found).toEqual({
    ...{ stages: 2, stage: 2, first: 3, last: 4, share: 0.75 },
    speedUp: expect.closeTo(800 / (8 + 99 * 6)),
  });
  expect(bottleneckSentence(found, true, free(100)).replaceAll('\u202f', ' ')).toBe(
    'By its layers’ times in the trace, this network could be trained 1.33× as fast with 2 stages as by one worker; stage 2 (layers 3 to 4) is the bottleneck: it has 75 % of the work, where equal stages have 50 %.',
  );
  expect(bottleneckSentence(bottleneck(works(1), works(1), 1, free(5)), false, free(5))).toContain(
    'nothing to split',
  );
});
