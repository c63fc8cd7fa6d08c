import { describe, expect, it } from 'vitest';
import { rules } from '../rules';
import { layerCosts, splitLayers } from '../trainer/pipeline/split';
import { type DenseNet, netCalls } from './calls';
import { operations } from './cost';
import { largestShare, SMALL } from './sharing';
import { stagesSpeedUp } from './stageGain';
import { slower, type WayCosts, waysOf } from './ways';

const costs: WayCosts = {
  multiplyAdd: 4e-11,
  entry: 1e-10,
  element: 6e-11,
  call: 1e-6,
  step: 1e-4,
  meeting: 5e-6,
  handing: 3e-5,
  sharing: 0.15,
  beside: 0.1,
};
/** Arithmetic alone: nothing else takes time. */
const free: WayCosts = {
  ...costs,
  element: 0,
  call: 0,
  step: 0,
  meeting: 0,
  handing: 0,
  sharing: 0,
  beside: 0,
};

const net = (depth: number, width: number, more: Partial<DenseNet> = {}): DenseNet => ({
  ...{ rule: 'f3-error', inputs: 784, outputs: 10, batchSize: 64, listed: undefined },
  hidden: Array<number>(depth).fill(width),
  ...more,
});

const secondsAlone = (one: DenseNet, own: WayCosts): number => waysOf(one, own).alone(one.hidden);
const secondsByThreads = (one: DenseNet, own: WayCosts, threads: number): number =>
  waysOf(one, own).byThreads(one.hidden, threads);
const stageSeconds = (one: DenseNet, own: WayCosts, stages: number): readonly number[] =>
  waysOf(one, own).ofStages(one.hidden, stages);
const secondsByStages = (one: DenseNet, own: WayCosts, stages: number, batches: number): number =>
  waysOf(one, own).byStages(one.hidden, stages, batches);
const stagesGain = (one: DenseNet, own: WayCosts, workers: number, batches: number): number =>
  secondsByThreads(one, own, workers) / secondsByStages(one, own, workers, batches);

describe('a step of one worker', () => {
  it.each(['f3-error', 'drtp', 'llo'] as const)('of %s has the cost model’s multiply-adds', (rule) => {
    const one = net(3, 256, { rule });
    const shape = { ...one, samples: 1000, oneNumber: true, classes: true };
    const { forward, gradients } = operations(rules[rule], shape);
    expect(secondsAlone(one, { ...free, multiplyAdd: 1 })).toBe(forward + gradients);
    const listed = { ...one, listed: 0.25 };
    const only: WayCosts = { ...free, multiplyAdd: 1, entry: 0 };
    const [first = 0, skipped = 0] = [one, listed].map((own) => secondsAlone(own, only));
    const passes = rule === 'llo' ? 1 : 2;
    expect(first - skipped, 'layer 1 has lists').toBe(passes * 64 * 784 * 256);
    expect(secondsAlone(listed, { ...free, multiplyAdd: 0, entry: 4 })).toBe(first - skipped);
  });

  it('takes its calls and itself, too', () => {
    const fixed = { ...free, multiplyAdd: 0, entry: 0, call: 1, step: 0.5 };
    // Gathering, then product, activation, scaled rows of B, derivative, W, sums and b; without feedback two fewer.
    expect(secondsAlone(net(1, 8), fixed)).toBe(0.5 + 1 + 7 + 5);
    expect(secondsAlone(net(1, 8, { rule: 'llo' }), fixed)).toBe(0.5 + 1 + 2 + 5);
  });
});

describe('threads', () => {
  it('share in whole units, of which the last thread has the rest', () => {
    const most = (count: number, unit: number, threads: number) =>
      Math.round(count * largestShare({ count, unit }, threads));
    // 13 blocks, the last of 4 rows: 6 and 7.
    expect(most(64, 5, 2)).toBe(34);
    // 63 lines, the last of 8: 7 and seven times 8.
    expect(most(1000, 16, 8)).toBe(128);
    expect(most(10, 8, 2), 'one panel each').toBe(8);
    expect(most(8, 8, 2), 'one panel in all').toBe(8);
    expect([most(100, 1, 4), most(101, 1, 4), most(7, 5, 1)]).toEqual([25, 26, 7]);
  });

  it('are k times as fast where nothing but products takes time and panels divide evenly', () => {
    // 640 columns are 80 panels of 8.
    const even = net(3, 640, { inputs: 640, outputs: 640, batchSize: 640 });
    for (const k of [2, 4, 8])
      expect(secondsAlone(even, free) / secondsByThreads(even, free, k)).toBeCloseTo(k, 9);
  });

  it('wait for the one that has a panel more', () => {
    // 520 columns are 65 panels, 32 and 33.
    const odd = net(1, 520, { inputs: 70, outputs: 520, batchSize: 80 });
    const products = 2 * 80 * 520 * (70 + 520) * free.multiplyAdd;
    expect(secondsByThreads(odd, free, 2)).toBeCloseTo(products * (33 / 65), 12);
  });

  it('share a narrow layer by rows', () => {
    // 24 columns are too few for two threads: of y 101 blocks of 5 rows, 50 and 51, of W 100.
    const narrow = net(1, 500, { inputs: 500, outputs: 24, batchSize: 505 });
    const [hidden, last] = [505 * 500 * 500, 505 * 500 * 24];
    const found = secondsByThreads(narrow, { ...free, multiplyAdd: 1 }, 2);
    expect(found).toBeCloseTo(2 * hidden * (252 / 500) + last * (255 / 505) + last / 2, 3);
  });

  it('leave small calls to one, which costs no meeting', () => {
    const small = net(3, 8, { inputs: 8, outputs: 8, batchSize: 4 });
    expect(secondsByThreads(small, costs, 4)).toBeCloseTo(secondsAlone(small, costs), 15);
    expect(
      netCalls(small)
        .flat()
        .every(({ work }) => work < SMALL),
    ).toBe(true);
  });

  it('meet before a layer that needs all of h, and at the end', () => {
    const meetings = { ...free, multiplyAdd: 0, entry: 0, meeting: 1 };
    // They share the last layer's product by rows; from there the leader goes on alone.
    for (const depth of [1, 3, 7]) expect(secondsByThreads(net(depth, 512), meetings, 2)).toBe(depth + 1);
    // With lists: after their product, and before and after the leader sorts them by column, and W learns.
    expect(secondsByThreads(net(3, 512, { listed: 0.2, batchSize: 50 }), meetings, 2)).toBe(3 + 1 + 4);
    // The last layer is as wide, and learns in a piece of its own.
    expect(secondsByThreads(net(3, 512, { outputs: 512 }), meetings, 2)).toBe(3 + 1 + 1);
  });
});

describe('stages', () => {
  it('gain nothing with one layer, whatever they cost', () => {
    const one = net(0, 0);
    for (const k of [1, 2, 8]) expect(secondsByStages(one, costs, k, 100)).toBe(secondsAlone(one, costs));
  });

  it('share the work of one worker among them', () => {
    const deep = net(7, 256);
    const all = (own: readonly number[]) => own.reduce((a, b) => a + b, 0);
    for (const k of [1, 2, 4, 8]) {
      const own = stageSeconds(deep, free, k);
      expect(own).toHaveLength(k);
      expect(all(own)).toBeCloseTo(secondsAlone(deep, free), 12);
      expect(secondsAlone(deep, free) / secondsByStages(deep, free, k, 50)).toBeCloseTo(
        stagesSpeedUp(own, 50),
        9,
      );
    }
    expect(stageSeconds(deep, free, 64), 'a stage needs a layer').toHaveLength(8);
  });

  it('take a batch at a time where an epoch has one: then only handing on and each other cost', () => {
    const deep = net(7, 256);
    expect(secondsByStages(deep, free, 4, 1)).toBeCloseTo(secondsAlone(deep, free), 12);
    expect(secondsByStages(deep, { ...free, handing: 1 }, 4, 1)).toBeCloseTo(6 + secondsAlone(deep, free), 9);
    expect(secondsByStages(deep, { ...free, beside: 0.5 }, 4, 1)).toBeCloseTo(
      1.5 * secondsAlone(deep, free),
      9,
    );
  });

  it('gain more, the more batches an epoch has', () => {
    const times = [1, 2, 10, 100, 1000].map((batches) => secondsByStages(net(7, 256), costs, 4, batches));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});

describe('which wins', () => {
  it('dearer meetings help stages, dearer handing on helps threads', () => {
    const at = (more: Partial<WayCosts>): number => stagesGain(net(3, 512), { ...costs, ...more }, 2, 500);
    const meetings = [0, 1e-6, 1e-5, 1e-4].map((meeting) => at({ meeting }));
    expect(meetings).toEqual(meetings.toSorted((a, b) => a - b));
    const handing = [0, 1e-5, 1e-4, 1e-3].map((one) => at({ handing: one }));
    expect(handing).toEqual(handing.toSorted((a, b) => b - a));
    expect(at({ meeting: 1e-3 })).toBeGreaterThan(1);
    expect(at({ handing: 1 })).toBeLessThan(1);
  });

  it('two layers are stages’ worst case, and many narrow ones threads’', () => {
    expect(stagesGain(net(1, 2048), costs, 2, 500)).toBeLessThan(1);
    expect(stagesGain(net(31, 64), costs, 2, 500)).toBeGreaterThan(1);
  });

  it('does not depend on how fast the computer is where threads and stages find each other at no cost', () => {
    const quick = { ...costs, meeting: 0, handing: 0 };
    for (const one of [net(1, 64), net(15, 512)])
      expect(stagesGain(one, slower(quick, 3), 4, 200)).toBeCloseTo(stagesGain(one, quick, 4, 200), 9);
    expect(secondsAlone(net(3, 64), slower(costs, 3))).toBeCloseTo(3 * secondsAlone(net(3, 64), costs), 12);
  });
});

it('knows layers again, whatever network they are in', () => {
  const ways = waysOf(net(1, 1), costs);
  for (const hidden of [[64, 64, 64], [64], [64, 256, 64], [784], [10, 10]]) {
    const fresh = waysOf(net(1, 1), costs);
    expect(ways.byThreads(hidden, 2)).toBe(fresh.byThreads(hidden, 2));
    expect(ways.byStages(hidden, 2, 50)).toBe(fresh.byStages(hidden, 2, 50));
  }
});

it('splits as the trainer does', () => {
  const one = net(5, 300, { rule: 'llo' });
  const parts = splitLayers(layerCosts({ ...one, hidden: [...one.hidden] }, one), 3);
  const each = netCalls(one).map((calls) => calls.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0));
  const own = parts.map(({ from, to }) => each.slice(from, to).reduce((a, b) => a + b, 0));
  const found = stageSeconds(one, { ...free, multiplyAdd: 1 }, 3);
  expect(found).toEqual(own);
});
