// Times are kept without what they are of: that a pass really does its works in the order in which a lane lists them.
import { beforeAll, describe, expect, it } from 'vitest';
import { batchEnds, measuredRun, wholeBatches } from '../../cost/measured';
import { createStream } from '../../random/rng';
import { ruleIds, rules } from '../../rules';
import { createRunState, disposeRunState } from '../../run/createRunState';
import { createRun } from '../../run/run';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { interleavedCrew } from '../pipeline/testSupport';
import { trainRun } from '../train';
import { createLanePair, halfOf, type Lane, laneSize, type Marked, TRACED, worksOf } from './trace';

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
