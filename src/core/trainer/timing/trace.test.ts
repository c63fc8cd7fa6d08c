// Times are kept without what they are of: that a pass really does its works in the order in which a lane lists them.
import { beforeAll, describe, expect, it } from 'vitest';
import { batchEnds, spansOf, wholeBatches } from '../../cost/lanes';
import { measuredRun } from '../../cost/measured';
import type { Work } from '../../cost/timeline';
import { createStream } from '../../random/rng';
import { ruleIds, rules } from '../../rules';
import { createRunState, disposeRunState } from '../../run/createRunState';
import { createRun } from '../../run/run';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { interleavedCrew } from '../pipeline/testSupport';
import { trainRun } from '../train';
import { createLanePair, halfOf, type Lane, laneSize, TRACED } from './trace';
import { type Marked, worksOf } from './works';

beforeAll(useCpu);

describe.each(ruleIds)('%s', (rule) => {
  const spec = tinyConfig({ rule, ...(rule === 'fa' ? {} : { hidden: [7, 5, 4] }) });
  const layers = spec.hidden.length + 1;
  const works = worksOf(rules[rule], { from: 0, to: layers }, layers);

  it('marks works in the order of its lane', async () => {
    const state = createRunState(spec, tinyData(), {});
    const marked: Marked[] = [];
    let batches = 0;
    state.lane = {
      begin: () => {
        batches += 1;
      },
      mark: (layer, work) => void marked.push({ layer, work }),
      ready: () => undefined,
      readyAt: () => 0,
      times: () => new Float64Array(),
    };
    for await (const _ of trainRun(state));
    disposeRunState(state);
    expect(batches).toBe(2 * 5);
    expect(marked).toEqual(Array.from({ length: batches }, () => works).flat());
  });

  it('sends every batch of an epoch, on a clock that begins with the first', async () => {
    let time = 0;
    const traceClock = () => {
      time += 1000;
      return time;
    };
    const traces = [];
    for await (const event of createRun(spec, tinyData(), { traceClock }).events)
      if (event.type === 'trace') traces.push(event);
    expect(traces.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const { lanes } of traces) {
      expect(wholeBatches(lanes)).toBe(Math.min(TRACED, 5));
      // A second for each look at the clock, and nothing else looks at it.
      expect([...(lanes[0]?.seconds ?? [])]).toEqual(
        Array.from({ length: 5 * (1 + works.length) }, (_, i) => i),
      );
    }
  });
});

it('stages: a batch begins in one when that below has done it, on one clock', async () => {
  const crew = interleavedCrew(3, {}, createStream(3, 'trace'));
  const spec = tinyConfig({ rule: 'f3-error', hidden: [7, 5] });
  const traces = [];
  for await (const event of createRun(spec, tinyData(), { crew, traceClock: crew.clock }).events)
    if (event.type === 'trace') traces.push(event);
  expect(traces).toHaveLength(2);
  for (const { lanes, ready } of traces) {
    expect(ready).toBeLessThanOrEqual(batchEnds(lanes.slice(-1), 1).from);
    expect(lanes.map(({ works }) => works.map(({ layer }) => layer))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(wholeBatches(lanes)).toBe(5);
    for (const [s, lane] of lanes.slice(1).entries())
      for (let batch = 1; batch <= 5; batch++) {
        const below = batchEnds([lanes[s] as Lane], batch);
        expect(batchEnds([lane], batch).from).toBeGreaterThanOrEqual(below.to);
      }
    const run = measuredRun(lanes, ready);
    expect(run?.speedUp).toBeLessThanOrEqual(3);
  }
});

describe.each(['bp', 'fa', 'dfa', 'sdfa'] as const)('stages of %s', (rule) => {
  it.each([1, 3])('mark their works in the order of their lanes, %i micro-batches', async (microBatches) => {
    const crew = interleavedCrew(3, {}, createStream(3, 'locked'), {}, undefined, microBatches);
    const spec = tinyConfig({ rule, hidden: [7, 7], batchSize: 6 });
    let traces = 0;
    for await (const event of createRun(spec, tinyData(), { crew, traceClock: crew.clock }).events) {
      if (event.type !== 'trace') continue;
      traces += 1;
      const { lanes } = event;
      expect(lanes.map(({ works }) => works.length)).toEqual(
        rule === 'bp' || rule === 'fa'
          ? [3 * microBatches, 4 * microBatches, 3 * microBatches]
          : [2 * microBatches + 1, 2 * microBatches + 1, 2 * microBatches],
      );
      expect(wholeBatches(lanes)).toBe(4);
      const spans = spansOf(lanes);
      for (let batch = 1; batch <= 4; batch++) {
        const end = (layer: number, work: Work): number =>
          Math.max(
            ...spans
              .filter((span) => span.batch === batch && span.layer === layer && span.work === work)
              .map(({ to }) => to),
          );
        // What must come first does.
        for (const layer of [1, 2])
          expect(end(layer, 'forward')).toBeLessThanOrEqual(end(layer + 1, 'forward'));
        for (const layer of [1, 2, 3]) expect(end(3, 'forward')).toBeLessThanOrEqual(end(layer, 'update'));
        if (rule === 'bp' || rule === 'fa') {
          expect(end(3, 'backward')).toBeLessThanOrEqual(end(2, 'backward'));
          expect(end(2, 'backward')).toBeLessThanOrEqual(end(1, 'update'));
        }
      }
    }
    expect(traces).toBe(2);
  });
});

it('a batch of fewer samples than micro-batches is traced by its own', async () => {
  const crew = interleavedCrew(2, {}, createStream(3, 'few'), {}, undefined, 8);
  const spec = tinyConfig({ rule: 'bp', hidden: [7], batchSize: 2 });
  for await (const event of createRun(spec, tinyData(), { crew, traceClock: crew.clock }).events)
    if (event.type === 'trace')
      expect(
        event.lanes.map(({ works, seconds }) => [works.length, seconds.length / (1 + works.length)]),
      ).toEqual([
        // Without the last batch, which has a single sample.
        [6, 11],
        [6, 11],
      ]);
});

it('a mark that a recorded step keeps writes the epoch under way', () => {
  const times = new Float64Array(2 * laneSize(1));
  let time = 0;
  const { begin, mark } = createLanePair(times, 1, () => {
    time += 1;
    return time;
  });
  for (const epoch of [1, 2, 3])
    for (const batch of [0, 1]) {
      begin(epoch, batch);
      mark(0, 'forward');
    }
  expect([...halfOf(times, 2).subarray(0, 4)]).toEqual([5, 6, 7, 8]);
  expect([...halfOf(times, 3).subarray(0, 4)]).toEqual([9, 10, 11, 12]);
});
