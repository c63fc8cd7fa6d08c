import { describe, expect, it } from 'vitest';
import { rules } from '../rules';
import type { Lane } from '../trainer/timing/trace';
import type { LaneWork, Marked } from '../trainer/timing/works';
import { batchEnds, spansOf, wholeBatches } from './lanes';
import {
  batchSeconds,
  layerTimes,
  measuredRun,
  quietBatches,
  secondsPerBatch,
  usualPeriod,
} from './measured';
import { idealSpeedUp, stagesSpeedUp } from './stageGain';
import { pipeline } from './timeline';

const work = (layer: number, what: LaneWork): Marked => ({ layer, work: what });
const lane = (works: readonly Marked[], ...batches: number[][]): Lane => ({
  works,
  seconds: Float64Array.from(batches.flat()),
});

/** BP, two layers: forward 1, forward 2, backward 2, backward 1; the second batch begins a second later. */
const bp = [
  lane(
    [work(0, 'forward'), work(1, 'forward'), work(1, 'backward'), work(0, 'backward')],
    [0, 1, 3, 6, 8],
    [9, 10, 12, 15, 17],
  ),
];
const early = (layer: number) => [work(layer, 'forward'), work(layer, 'update')];
/** Three stages of a layer: 2, 4 and 3 seconds a batch, handed on at a batch's end; nothing delays them. */
const stages = [
  lane(early(0), [0, 1, 2], [2, 3, 4], [4, 5, 6]),
  lane(early(1), [2, 4, 6], [6, 8, 10], [10, 12, 14]),
  lane(early(2), [6, 7, 9], [10, 11, 13], [14, 15, 17]),
];

it('takes a lane apart into works that follow each other', () => {
  expect(spansOf(bp).slice(0, 5)).toEqual([
    { lane: 1, layer: 1, batch: 1, work: 'forward', from: 0, to: 1 },
    { lane: 1, layer: 2, batch: 1, work: 'forward', from: 1, to: 3 },
    { lane: 1, layer: 2, batch: 1, work: 'backward', from: 3, to: 6 },
    { lane: 1, layer: 1, batch: 1, work: 'backward', from: 6, to: 8 },
    { lane: 1, layer: 1, batch: 2, work: 'forward', from: 9, to: 10 },
  ]);
  expect(batchEnds(bp, 2)).toEqual({ from: 9, to: 17 });
  expect(batchEnds(stages, 2)).toEqual({ from: 2, to: 13 });
});

it('counts the batches that every lane has done', () => {
  expect(wholeBatches(stages)).toBe(3);
  expect(wholeBatches([stages[0] as Lane, lane(early(1), [2, 4, 6])])).toBe(1);
  expect(wholeBatches([])).toBe(0);
  expect(measuredRun([])).toBeUndefined();
  expect(measuredRun([lane(early(0))])).toBeUndefined();
  expect(measuredRun([lane(early(0), [1, 1, 1])]), 'a clock that stands still').toBeUndefined();
  expect(layerTimes([lane(early(0))])).toEqual([]);
});

it('one worker: idle between its batches alone', () => {
  const run = measuredRun(bp);
  expect(run).toMatchObject({ batches: 2, wall: 17, possible: 1, ideal: 1 });
  expect(run?.lanes).toEqual([{ busy: 16, before: 0, between: 1, after: 0, share: 16 / 17 }]);
  expect(run?.speedUp).toBeCloseTo(16 / 17, 12);
  expect(run && secondsPerBatch(run)).toBe(8.5);
});

it('stages: busy, idle before, between and after, as drawn by hand', () => {
  const run = measuredRun(stages);
  expect(run?.wall).toBe(17);
  expect(run?.lanes).toEqual([
    { busy: 6, before: 0, between: 0, after: 11, share: 6 / 17 },
    { busy: 12, before: 2, between: 0, after: 3, share: 12 / 17 },
    { busy: 9, before: 6, between: 2, after: 0, share: 9 / 17 },
  ]);
  // 27 seconds of work in 17: 3 · 9 over 9 + 2 · 4, all that such stages can reach.
  expect(run?.speedUp).toBeCloseTo(27 / 17, 12);
  expect(run?.possible).toBeCloseTo(27 / 17, 12);
  expect(run?.ideal).toBeCloseTo(18 / 8, 12);
});

it('stages that ran ahead while the last one evaluated: what they did before it was ready does not count', () => {
  const run = measuredRun(stages, 5);
  expect(run?.wall).toBe(12);
  expect(run?.lanes).toEqual([
    { busy: 1, before: 0, between: 0, after: 11, share: 1 / 12 },
    { busy: 9, before: 0, between: 0, after: 3, share: 9 / 12 },
    { busy: 9, before: 1, between: 2, after: 0, share: 9 / 12 },
  ]);
  expect(run?.speedUp).toBeCloseTo(19 / 12, 12);
  expect(run?.possible).toBeCloseTo(27 / 17, 12);
  expect(measuredRun(stages, -1)).toEqual(measuredRun(stages));
});

/** DFA in two stages: forward 2 and 3 seconds, updates of 4 and 3 at once, when the output is there. */
const locked = [
  lane([work(0, 'forward'), work(0, 'wait'), work(0, 'update')], [0, 2, 5, 9], [9, 11, 14, 18]),
  lane([work(1, 'forward'), work(1, 'update')], [2, 5, 8], [11, 14, 17]),
];

it('stages under update locking: waiting within a batch is no work', () => {
  const run = measuredRun(locked);
  expect(run?.lanes).toEqual([
    { busy: 12, before: 0, between: 6, after: 0, share: 12 / 18 },
    { busy: 12, before: 2, between: 3, after: 1, share: 12 / 18 },
  ]);
  expect(run?.speedUp).toBeCloseTo(24 / 18, 12);
  // Nothing else delays them: forward passes in a row, then the longer update.
  expect(run).toMatchObject({ isLocked: true });
  expect(run?.possible).toBeCloseTo(24 / 18, 12);
  expect(run?.ideal).toBeCloseTo(24 / (2 * (5 + 3.5)), 12);
  expect(measuredRun(locked, 4)?.lanes[0]).toEqual({
    ...{ busy: 10, before: 0, between: 4, after: 0, share: 10 / 14 },
  });
  expect(batchSeconds(locked)).toBe(12);
  expect(spansOf(locked).map((span) => span.work)).not.toContain('wait');
  expect(layerTimes(locked)[0]).toEqual({
    layer: 1,
    works: [
      { work: 'forward', seconds: 2 },
      { work: 'update', seconds: 4 },
    ],
    waits: 3,
  });
});

it('micro-batches: the works of a layer add up', () => {
  const works = [work(0, 'forward'), work(0, 'wait'), work(0, 'forward'), work(0, 'wait'), work(0, 'update')];
  const [first] = layerTimes([lane(works, [0, 1, 2, 4, 5, 9])]);
  expect(first?.works).toEqual([
    { work: 'forward', seconds: 3 },
    { work: 'update', seconds: 4 },
  ]);
  expect(first?.waits).toBe(2);
});

/** Stages in a row with any times: a batch enters one as soon as the stage and the batch are free. */
function drawn(times: readonly (readonly number[])[]): Lane[] {
  const free = times.map(() => 0);
  const seconds = times.map(() => [] as number[]);
  for (let batch = 0; batch < (times[0] as readonly number[]).length; batch++) {
    let ready = 0;
    for (const [s, own] of times.entries()) {
      const from = Math.max(ready, free[s] as number);
      ready = from + (own[batch] as number);
      free[s] = ready;
      seconds[s]?.push(from, from + (own[batch] as number) / 3, ready);
    }
  }
  return seconds.map((all, s) => lane(early(s), all));
}

describe('identities, with stages of any times', () => {
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (const [stageCount, batches] of [
    [1, 5],
    [2, 9],
    [4, 30],
  ] as const)
    it(`${stageCount} stages, ${batches} batches`, () => {
      const times = Array.from({ length: stageCount }, () =>
        Array.from({ length: batches }, () => 0.1 + random()),
      );
      const run = measuredRun(drawn(times));
      if (!run) throw new Error('nothing measured');
      const work = times.flat().reduce((a, b) => a + b, 0);
      expect(run.speedUp, 'the shares’ sum is work over time').toBeCloseTo(work / run.wall, 10);
      for (const { busy, before, between, after } of run.lanes)
        expect(busy + before + between + after).toBeCloseTo(run.wall, 10);
      expect(run.speedUp).toBeLessThanOrEqual(stageCount);
      // Times that vary only delay.
      expect(run.speedUp).toBeLessThanOrEqual(run.possible + 1e-9);
      const steady = measuredRun(drawn(times.map(([one = 0]) => Array<number>(batches).fill(one))));
      expect(steady?.speedUp, 'the model, where times do not vary').toBeCloseTo(steady?.possible ?? 0, 10);
    });
});

it('the ideal is the model’s speed-up and efficiency of as many layers', () => {
  for (const [k, b] of [
    [1, 1],
    [4, 4],
    [3, 128],
  ] as const) {
    const { speedUp, efficiency } = pipeline(rules['f3-error'], k, b);
    expect(idealSpeedUp(k, b)).toBeCloseTo(speedUp, 12);
    expect(idealSpeedUp(k, b) / k).toBeCloseTo(efficiency, 12);
  }
  expect(stagesSpeedUp([2, 2, 2], 1_000_000)).toBeCloseTo(3, 4);
  expect(stagesSpeedUp([1, 3], 1_000_000), 'the slowest stage sets the pace').toBeCloseTo(4 / 3, 4);
  expect(stagesSpeedUp([0, 0], 5)).toBe(1);
  // In doubles b · 0.1 over 0.1 + (b − 1) · 0.1 is not, for 54 of these.
  for (let batches = 2; batches < 200; batches++) expect(stagesSpeedUp([0.1], batches)).toBe(1);
});

it('layer 1 of BP waits while the error comes back; of F³ it does not', () => {
  const [first, second] = layerTimes(bp);
  expect(first).toEqual({
    layer: 1,
    works: [
      { work: 'forward', seconds: 1 },
      { work: 'backward', seconds: 2 },
    ],
    waits: 5,
  });
  expect(second?.waits).toBe(0);
  expect(batchSeconds(bp)).toBe(8);
  const f3 = layerTimes([lane([...early(0), ...early(1)], [0, 1, 2, 4, 7])]);
  expect(f3.map(({ layer, waits }) => [layer, waits])).toEqual([
    [1, 0],
    [2, 0],
  ]);
  expect(layerTimes(stages).map(({ layer }) => layer)).toEqual([1, 2, 3]);
});

it('waits twice with a second forward pass', () => {
  const works = [
    work(0, 'forward'),
    work(1, 'forward'),
    work(0, 'second-forward'),
    work(1, 'second-forward'),
  ];
  const pepita = lane([...works, work(0, 'update'), work(1, 'update')], [0, 1, 3, 4, 6, 7, 8]);
  expect(layerTimes([pepita])[0]).toMatchObject({ waits: 4 });
});

it('what interrupts a batch does not count', () => {
  const works = [...early(0), ...early(1)];
  const usual = (begins: number) => [begins, begins + 1, begins + 2, begins + 4, begins + 7];
  const broken = [80, 85, 95, 96, 120];
  const lanes = [lane(works, usual(0), broken, usual(200), usual(300), [400, 401, 402, 404, 407.5])];
  expect(quietBatches(lanes)).toEqual([1, 3]);
  expect(batchSeconds(lanes)).toBe(7);
  expect(layerTimes(lanes)[1]?.works[1]).toEqual({ work: 'update', seconds: 3 });
  expect(quietBatches([])).toEqual([]);
});

it('the usual period is one that nothing delayed', () => {
  expect(usualPeriod(bp)).toBe(9);
  expect(usualPeriod(stages)).toBe(2);
  const broken = [lane(early(0), [0, 1, 2], [3, 4, 5], [6, 7, 8], [100, 101, 102], [103, 104, 105])];
  expect(usualPeriod(broken)).toBe(3);
  expect(usualPeriod([lane(early(0), [1, 2, 4])]), 'one batch').toBe(3);
  expect(usualPeriod([])).toBe(0);
});

it('the works of all layers add up to the batch', () => {
  for (const lanes of [bp, stages]) {
    const all = layerTimes(lanes).flatMap(({ works }) => works.map(({ seconds }) => seconds));
    expect(all.reduce((a, b) => a + b, 0)).toBeCloseTo(batchSeconds(lanes), 12);
  }
});
