// The theorem: a pipeline gives what one worker gives, bit for bit, for any number of stages, in any order of their work.
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hiddenLayer } from '../../blocks/hidden';
import type { Part } from '../../network/part';
import { createStream } from '../../random/rng';
import { rules } from '../../rules';
import { isUpdateLocked } from '../../rules/rule';
import { createRun } from '../../run/run';
import { resumeCases } from '../../run/testSupport';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { canBePipelined, pipelineProblem } from './problem';
import { layerCosts, splitLayers } from './split';
import { interleavedCrew, outcomeOf } from './testSupport';

beforeAll(useCpu);

const cases = resumeCases.filter(
  ([, spec]) => canBePipelined(spec) && pipelineProblem(spec, 2) === undefined,
);

describe('with stages in an order drawn from a seed', () => {
  it.each(cases)('%s', async (name, spec) => {
    const data = tinyData();
    const { lost: _, ...alone } = await outcomeOf(spec, data, {});
    for (let stages = 2; stages <= spec.hidden.length + 1; stages++) {
      const microBatches = isUpdateLocked(rules[spec.rule]) && stages % 2 === 0 ? 3 : 1;
      const crew = interleavedCrew(stages, {}, createStream(stages, name), {}, undefined, microBatches);
      const { lost, ...pipelined } = await outcomeOf(spec, data, { crew });
      expect(lost).toEqual([]);
      expect(pipelined, `${stages} stages, ${microBatches} micro-batches`).toEqual(alone);
    }
  });
});

/** `FAULT_SEED=7 npx vitest run src/core/trainer/pipeline` repeats one that failed. */
const seed = Number(process.env.FAULT_SEED ?? 1);

describe.each([
  ['f3-error', { errorDelay: 0 }],
  ['f3-error', { errorDelay: 3 }],
  ['bp', {}],
  ['dfa', {}],
] as const)(`with faults (FAULT_SEED=${seed}), %s, %o`, (rule, changes) => {
  const spec = tinyConfig({ rule, hidden: [7, 5, 6], optimizer: 'adam', epochs: 3, ...changes });

  it('stages that die or hang: the epoch begins again, and gives the same', async () => {
    const data = tinyData();
    const { lost: _, ...alone } = await outcomeOf(spec, data, {});
    let [died, hung] = [0, 0];
    for (let run = 0; run < 40; run++) {
      const stream = createStream(seed, 'faults', run);
      const stages = 2 + stream.below(3);
      const count = (fault: string): void => {
        if (fault === 'died') died += 1;
        else hung += 1;
      };
      const crew = interleavedCrew(stages, {}, stream, { dies: 0.01, hangs: 0.01 }, count, 1 + (run % 3));
      const { lost, ...pipelined } = await outcomeOf(spec, data, { crew });
      expect(pipelined, `run ${run}, lost ${lost}`).toEqual(alone);
    }
    expect(Math.min(died, hung)).toBeGreaterThan(5);
  });

  it('a stage that always dies: the run goes on alone, and says so', async () => {
    const data = tinyData();
    const { lost: _, ...alone } = await outcomeOf(spec, data, {});
    const crew = interleavedCrew(3, {}, createStream(seed, 'dies'), { dies: 1 });
    const { lost, ...pipelined } = await outcomeOf(spec, data, { crew });
    expect(lost).toHaveLength(3);
    expect(pipelined).toEqual(alone);
  });

  it('a run that goes on alone is timed with all of its layers', async () => {
    const crew = interleavedCrew(3, {}, createStream(seed, 'timed'), { dies: 1 });
    let time = 0;
    const found: number[][] = [];
    for await (const event of createRun(spec, tinyData(), { crew, traceClock: () => ++time }).events)
      if (event.type === 'trace')
        for (const { works, seconds } of event.lanes)
          found.push([works.length, seconds.length / (1 + works.length)]);
    // Four layers forward and update, in five batches of each of three epochs.
    expect(found).toEqual([1, 2, 3].map(() => [8, 5]));
  });

  it('a run that is stopped and resumed from a checkpoint, with other numbers of stages', async () => {
    const data = tinyData();
    const { arrays: alone } = await outcomeOf(spec, data, {});
    const first = createRun(spec, data, {
      checkpoints: true,
      crew: interleavedCrew(3, {}, createStream(seed, 'a')),
    });
    for await (const event of first.events) if (event.type === 'checkpoint') break;
    // Stopping frees the network, so the checkpoint is taken while the run rests.
    const resting = createRun(spec, data, {
      checkpoints: true,
      crew: interleavedCrew(4, {}, createStream(seed, 'c')),
    });
    for (;;) {
      const { value } = await resting.events.next();
      if (value && value.type === 'checkpoint' && value.epoch === 2) break;
    }
    const checkpoint = await resting.checkpoint();
    await resting.events.return();
    const { arrays } = await outcomeOf(spec, data, {
      start: { checkpoint },
      crew: interleavedCrew(2, {}, createStream(seed, 'd')),
    });
    expect(arrays).toEqual(alone);
  });
});

describe('between two epochs’ ends', () => {
  const spec = tinyConfig({ rule: 'f3-error', hidden: [7, 5], optimizer: 'adam', epochs: 2, batchSize: 3 });

  it('an inspection sees the network of the last epoch’s end, and changes nothing', async () => {
    const data = tinyData();
    const { lost: _, ...alone } = await outcomeOf(spec, data, {});
    const ends: unknown[] = [];
    const sequential = createRun(spec, data, {});
    for await (const { type } of sequential.events)
      if (type === 'started' || type === 'epoch')
        ends.push((await sequential.inspect('parameters', {}))?.arrays);
    const crew = interleavedCrew(3, {}, createStream(5, 'look'));
    const run = createRun(spec, data, { crew, checkpoints: true, lossPointsPerEpoch: 1 });
    let seen = 0;
    let arrays: unknown;
    for (;;) {
      const { value, done } = await run.events.next({ maxSteps: 1, skipStepDetails: true });
      if (done) break;
      if (value.type === 'checkpoint') arrays = await run.checkpoint();
      const found = value.type === 'progress' ? await run.inspect('parameters', {}) : undefined;
      if (!found) continue;
      seen += 1;
      expect(found.arrays).toEqual(ends[found.epoch]);
      expect(found.step).toBe(8 * found.epoch);
    }
    expect(seen).toBeGreaterThan(10);
    expect(arrays).toMatchObject(alone.arrays as object);
  });

  it('a step tells how far the layers moved that learn here', async () => {
    const crew = interleavedCrew(2, {}, createStream(5, 'moved'));
    const run = createRun(spec, tinyData(), { crew, lossPointsPerEpoch: 1 });
    for (;;) {
      const { value, done } = await run.events.next({ maxSteps: 1 });
      if (done) throw new Error('No step was told.');
      if (value.type !== 'progress' || !value.moved) continue;
      expect(value.moved.first).toBe(2);
      expect(value.moved.by.map((by) => by !== null && by > 0)).toEqual([true, true]);
      break;
    }
    await run.events.return();
  });
});

it.each([
  ['bp', 1],
  ['bp', 3],
  ['fa', 3],
  ['dfa', 1],
  ['dfa', 3],
  ['f3-error', 1],
] as const)('stages of %s in %i micro-batches leave no tensor behind', async (rule, microBatches) => {
  const before = memory().numTensors;
  const spec = tinyConfig({ rule, hidden: [7, 7, 7], optimizer: 'adam', measures: ['watch'] });
  const within: number[] = [];
  const crew = interleavedCrew(3, {}, createStream(6, rule), {}, undefined, microBatches);
  for await (const { type } of createRun(spec, tinyData(), { crew }).events)
    if (type === 'epoch') within.push(memory().numTensors);
  // As many after the last epoch as after the first: steps leave none, either.
  expect(within.at(-1)).toBeLessThanOrEqual(within[0] as number);
  expect(memory().numTensors).toBe(before);
});

describe('splitting layers', () => {
  it.each([
    [[4, 4, 4, 4], 2, [2, 2]],
    [[9, 1, 1, 1], 2, [1, 3]],
    [[1, 1, 1, 9], 3, [2, 1, 1]],
    [[3, 1, 1, 1], 4, [1, 1, 1, 1]],
    [[5, 5, 5], 1, [3]],
  ])('%j among %i: %j', (costs, stages, sizes) => {
    const parts = splitLayers(costs, stages);
    expect(parts.map(({ from, to }) => to - from)).toEqual(sizes);
    expect(parts.map(({ from }) => from)).toEqual(
      sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0)),
    );
  });

  it('the busiest stage has as little as in the best of all splits', () => {
    const stream = createStream(3, 'splits');
    const best = (costs: readonly number[], stages: number): number =>
      stages === 1
        ? costs.reduce((a, b) => a + b, 0)
        : Math.min(
            ...Array.from({ length: costs.length - stages + 1 }, (_, i) =>
              Math.max(
                costs.slice(0, i + 1).reduce((a, b) => a + b, 0),
                best(costs.slice(i + 1), stages - 1),
              ),
            ),
          );
    for (let i = 0; i < 200; i++) {
      const costs = Array.from({ length: 1 + stream.below(7) }, () => 1 + stream.below(20));
      const stages = 1 + stream.below(costs.length);
      const sums = splitLayers(costs, stages).map(({ from, to }) =>
        costs.slice(from, to).reduce((a, b) => a + b, 0),
      );
      expect(Math.max(...sums)).toBe(best(costs, stages));
    }
  });

  it('more stages than layers are refused', () => {
    expect(() => splitLayers([1, 1], 3)).toThrow(/2 layers cannot be split among 3 stages/);
  });

  it('costs are those of the published equations: products forward and of gradients, B, and the weights’ update', () => {
    const spec = tinyConfig({ rule: 'f3-error', hidden: [7, 5], batchSize: 10 });
    const ends = { inputs: 6, outputs: 3 };
    expect(layerCosts(spec, ends)).toEqual([
      10 * (6 * 7 + 6 * 7 + 3 * 7) + 6 * 7,
      10 * (7 * 5 + 7 * 5 + 3 * 5) + 7 * 5,
      10 * (5 * 3 + 5 * 3) + 5 * 3,
    ]);
    expect(layerCosts({ ...spec, rule: 'llo' }, ends)[0]).toBe(10 * 6 * 7);
  });

  it('of a dense first layer that skips zeros, products with the other inputs count, twice; never more than all', () => {
    const spec = tinyConfig({ rule: 'f3-error', hidden: [7, 5], batchSize: 10 });
    const ends = { inputs: 6, outputs: 3 };
    const [first, ...others] = layerCosts(spec, ends, 0.25);
    expect(first).toBe(10 * (0.5 * 6 * 7 + 0.5 * 6 * 7 + 3 * 7) + 6 * 7);
    expect(others).toEqual(layerCosts(spec, ends).slice(1));
    expect(layerCosts(spec, ends, 0.6)).toEqual(layerCosts(spec, ends));
  });

  it('of a convolution all count: only dense layers skip zeros', () => {
    const images = { inputs: 16, outputs: 3, shape: [1, 4, 4] };
    const spec = tinyConfig({ rule: 'f3-error', hidden: [7, 5], batchSize: 10 });
    const convolution = { ...spec, hidden: [hiddenLayer('convolution', { channels: 2, kernel: 3 })] };
    expect(layerCosts(convolution, images, 0.25)).toEqual(layerCosts(convolution, images));
  });
});

it('a run is split by what its backend skips of its data', async () => {
  const spec = tinyConfig({ rule: 'f3-error', hidden: [12, 20], batchSize: 10, epochs: 1 });
  const floats = tinyData();
  const bytes = { ...floats.train, inputs: new Uint8Array(23 * 6).fill(1) };
  const sizesWith = async (train: typeof floats.train, listed?: number): Promise<number[]> => {
    const kernels = listed === undefined ? {} : { listed: () => listed };
    const inner = interleavedCrew(2, {}, createStream(1, 'split'));
    let found: readonly Part[] = [];
    const crew: typeof inner = {
      ...inner,
      open: (init, ended) => {
        found = init.parts;
        return inner.open(init, ended);
      },
    };
    await outcomeOf(spec, { ...floats, train }, { kernels, crew });
    return found.map(({ from, to }) => to - from);
  };
  expect(await sizesWith(bytes)).toEqual([1, 2]);
  expect(await sizesWith(bytes, 0.01)).toEqual([2, 1]);
  expect(await sizesWith(floats.train, 0.01), 'no bytes: nothing is skipped').toEqual([1, 2]);
});

it('refuses more stages than layers, and copies of weights, by name', async () => {
  const crew = (stages: number) => interleavedCrew(stages, {}, createStream(1, 'refused'));
  const first = (changes: Parameters<typeof tinyConfig>[0], stages: number) =>
    createRun(tinyConfig({ rule: 'f3-error', ...changes }), tinyData(), { crew: crew(stages) }).events.next();
  await expect(first({ hidden: [7] }, 3)).rejects.toThrow(
    /Pipeline stages: 3 stages need as many layers, and the network has 2/,
  );
  for (const rule of ['f3-error', 'fa'] as const)
    await expect(first({ rule, feedbackRedraw: 'copy-epoch' }, 2)).rejects.toThrow(
      /Feedback redraw: “copy-epoch”/,
    );
});
