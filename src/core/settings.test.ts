/** Effects of the settings around the rules: B over time, schedules, parts of the data, memories. */

import { ones, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { denseShapes } from './blocks/chain';
import { drawFeedback, feedbackChange } from './feedback/feedbackWeights';
import { createNetwork, drawInitialValues } from './network/network';
import { optionProblem, optionValues } from './options';
import { trainStep } from './passes/step';
import { ruleIds, rules } from './rules';
import { createRunState, disposeRunState } from './run/createRunState';
import type { RunSpec } from './run/spec';
import type { feedbackRedrawIds } from './run/variants';
import { gatherBatch } from './samples/batches';
import type { Dataset } from './samples/dataset';
import { memoryOf, tinyConfig, tinyData, tinyNetwork, train, useCpu, valuesOf } from './testSupport';
import { batchOf, epochOrder } from './trainer/order';
import type { EpochOrder } from './trainer/places';

beforeAll(useCpu);
const data = tinyData();

async function losses(config: RunSpec): Promise<number[]> {
  const seen: number[] = [];
  for await (const event of train(config, data, { lossPointsPerEpoch: 5 }))
    if (event.type === 'loss') seen.push(event.trainingLoss);
  return seen;
}

/** Number of leading losses that two runs share. */
async function sharedSteps(a: RunSpec, b: RunSpec): Promise<number> {
  const [one, two] = [await losses(a), await losses(b)];
  const parted = one.findIndex((loss, i) => loss !== two[i]);
  return parted < 0 ? one.length : parted;
}

describe('B over time', () => {
  const change = (
    feedbackRedraw: (typeof feedbackRedrawIds)[number],
    step: number,
    epoch: number,
    first: boolean,
  ) => feedbackChange({ feedbackRedraw, feedbackRedrawSteps: 4 }, step, epoch, first);

  it.each([
    ['never', 5, 2, true, { kind: 'none' }],
    ['epoch', 1, 1, true, { kind: 'none' }],
    ['epoch', 6, 2, true, { kind: 'redraw', draw: 1 }],
    ['epoch', 7, 2, false, { kind: 'none' }],
    ['steps', 1, 1, true, { kind: 'none' }],
    ['steps', 5, 1, false, { kind: 'redraw', draw: 1 }],
    ['steps', 9, 2, false, { kind: 'redraw', draw: 2 }],
    ['steps', 6, 2, true, { kind: 'none' }],
    ['copy-epoch', 1, 1, true, { kind: 'copy' }],
    ['copy-epoch', 7, 2, false, { kind: 'none' }],
    ['copy-steps', 1, 1, true, { kind: 'copy' }],
    ['copy-steps', 5, 1, false, { kind: 'copy' }],
    ['copy-steps', 6, 2, true, { kind: 'none' }],
  ] as const)('%s at step %i of epoch %i', (how, step, epoch, first, expected) => {
    expect(change(how, step, epoch, first)).toEqual(expected);
  });

  it('a run with redrawn feedback equals one without until the first redraw, and differs afterwards', async () => {
    const config = tinyConfig({ rule: 'dfa', optimizer: 'adam', epochs: 3 });
    expect(await sharedSteps(config, { ...config, feedbackRedraw: 'epoch' })).toBe(6);
    // Drawn before step 4: its own loss is still the old one.
    const everyThird = { ...config, feedbackRedraw: 'steps', feedbackRedrawSteps: 3 } as const;
    expect(await sharedSteps(config, everyThird)).toBe(4);
  });

  it('every draw is different, in the shapes of the rule', () => {
    const config = tinyConfig();
    for (const rule of ruleIds) {
      const draws = [0, 1, 2].map((draw) =>
        drawFeedback(config, rules[rule], denseShapes([6, 7, 5, 3]), draw),
      );
      const lengths = draws.map((Bs) => Bs.map((B) => B.length));
      expect(lengths[1]).toEqual(lengths[0]);
      if (lengths[0]?.length) expect(new Set(draws.map((Bs) => Bs[0]?.[0])).size).toBe(3);
    }
    const shapes = ruleIds.map((rule) =>
      drawFeedback(config, rules[rule], denseShapes([6, 7, 5, 3])).map((B) => B.length),
    );
    expect(Object.fromEntries(ruleIds.map((rule, i) => [rule, shapes[i]]))).toEqual({
      bp: [],
      fa: [35, 15],
      dfa: [21, 15],
      sdfa: [21, 15],
      drtp: [21, 15],
      'f3-error': [21, 15],
      'f3-loss': [21, 15],
      llo: [],
      pepita: [18],
    });
  });

  it('layers of one shape share B if set', () => {
    const sizes = denseShapes([6, 7, 7, 5, 3]);
    const own = drawFeedback(tinyConfig(), rules.dfa, sizes);
    const shared = drawFeedback(tinyConfig({ feedbackSharing: 'shared' }), rules.dfa, sizes);
    expect(own[0]).not.toEqual(own[1]);
    expect(shared[0]).toEqual(shared[1]);
    expect(shared[0]).toEqual(own[0]);
    expect(shared[2]).toHaveLength(15);
  });

  it('PEPITA’s F is the initialisation for n_0 inputs, times 0.05', () => {
    const [F = new Float32Array()] = drawFeedback(tinyConfig(), rules.pepita, denseShapes([400, 7, 3]));
    const bound = 0.05 * Math.sqrt(6 / 400);
    expect(Math.max(...F.map(Math.abs))).toBeLessThanOrEqual(bound * (1 + 1e-6));
    expect(Math.max(...F.map(Math.abs))).toBeGreaterThan(bound * 0.98);
  });
});

describe('learning rate', () => {
  const update = (net: ReturnType<typeof tinyNetwork>, layer: number) =>
    tidy(() => {
      const parameters = Object.entries(net.layers[layer]!.parameters);
      net.update(layer, Object.fromEntries(parameters.map(([name, own]) => [name, ones(own.shape)])));
    });

  it('follows the schedule', async () => {
    const config = tinyConfig({
      learningRate: 0.1,
      epochs: 4,
      schedule: 'step',
      scheduleOptions: { first: 2, every: 1, factor: 0.5 },
    });
    const net = tinyNetwork(config);
    const steps: number[] = [];
    for (let epoch = 1; epoch <= 4; epoch++) {
      const [before = 0] = await valuesOf(net);
      net.beginEpoch(epoch);
      update(net, 0);
      steps.push(before - ((await valuesOf(net))[0] ?? 0));
    }
    for (const [i, expected] of [0.1, 0.1, 0.05, 0.025].entries()) expect(steps[i]).toBeCloseTo(expected, 6);
  });

  it('Adam’s state belongs to one layer, and does not age while that is frozen', async () => {
    const config = tinyConfig({
      optimizer: 'adam',
      learningRate: 0.1,
      freeze: [{ layer: 2, from: 1, to: 1 }],
    });
    const net = tinyNetwork(config);
    for (let k = 0; k < 5; k++) for (const layer of [0, 1]) update(net, layer);
    net.beginEpoch(2);
    const before = await valuesOf(net);
    const second = 6 * 7 + 7;
    tidy(() => {
      // The other sign than layer 1 has seen: with shared moments the step would be smaller.
      net.update(1, { W: ones([7, 5]).mul(-1), b: ones([5]) });
    });
    // The first step of Adam is the learning rate, whatever the gradient's size.
    expect(((await valuesOf(net))[second] ?? 0) - (before[second] ?? 0)).toBeCloseTo(0.1, 5);
  });

  it('an optimizer’s own options reach its update', async () => {
    const config = tinyConfig({
      optimizer: 'momentum',
      learningRate: 1,
      optimizerOptions: { momentum: 0.5 },
    });
    const net = tinyNetwork(config);
    const [start = 0] = await valuesOf(net);
    for (let k = 0; k < 3; k++) update(net, 0);
    // 1 + 1.5 + 1.75
    expect(start - ((await valuesOf(net))[0] ?? 0)).toBeCloseTo(4.25, 4);
  });

  it('biases stay 0 if switched off', async () => {
    for (const config of [tinyConfig({ bias: false }), tinyConfig({ rule: 'pepita' })]) {
      const initial = drawInitialValues(config, { inputs: 6, outputs: 3 });
      for (const { b } of initial.layers) expect(Math.max(...b!.map(Math.abs))).toBe(0);
      const net = createNetwork(config, { inputs: 6, outputs: 3 }, initial);
      update(net, 0);
      expect(Math.max(...((await net.layers[0]?.parameters.b?.data()) ?? [1]))).toBe(0);
      expect(net.parameters).toBe(6 * 7 + 7 * 5 + 5 * 3);
    }
  });
});

describe('part of the data in an epoch', () => {
  it('uses the given number of samples, different ones each epoch', async () => {
    const config = tinyConfig({ epochShare: 0.5, rule: 'f3-error' });
    const events = [];
    for await (const event of train(config, data)) events.push(event);
    // 12 of 23 samples, in batches of 5.
    expect(events[0]).toMatchObject({ type: 'started', stepsPerEpoch: 3 });
    expect(events.at(-1)).toMatchObject({ type: 'summary', step: 6 });
  });

  it('rounds in decimal, and uses at least one sample', async () => {
    const steps = async (epochShare: number, batchSize: number): Promise<number> => {
      for await (const event of train(tinyConfig({ epochShare, batchSize, epochs: 1 }), data))
        if (event.type === 'started') return event.stepsPerEpoch;
      return 0;
    };
    // 7 of 23; 0.07 × 100 is above 7 in binary, and so is this.
    expect(await steps(7 / 23, 1)).toBe(7);
    expect(await steps(0.0001, 1)).toBe(1);
    expect(await steps(0.1, 5000)).toBe(1);
  });

  it('the memory keeps the last visit of samples that were left out', async () => {
    const config = tinyConfig({ rule: 'f3-error' });
    const memory = memoryOf(config);
    const start = [...((await memory?.all().data()) ?? [])];
    const batch = gatherBatch(data, data.train, Uint32Array.from([4, 0, 11]));
    const y = tidy(() => ones([3, 3]).mul(0.25));
    memory?.write(batch, y as typeof batch.target);
    memory?.endEpoch();
    const rows = [...((await memory?.all().data()) ?? [])];
    const target = await batch.target.data();
    for (let n = 0; n < data.train.size; n++) {
      const place = [4, 0, 11].indexOf(n);
      const row = rows.slice(3 * n, 3 * n + 3);
      if (place < 0) expect(row).toEqual(start.slice(3 * n, 3 * n + 3));
      else expect(row).toEqual([0, 1, 2].map((c) => (target[3 * place + c] as number) - 0.25));
    }
  });

  it('aggregated, every sample gets the mean over the training set, 1 before the first epoch', async () => {
    const memory = memoryOf(tinyConfig({ rule: 'f3-error', errorTransform: 'aggregate' }));
    const batch = gatherBatch(data, data.train, Uint32Array.from([4, 0, 11]));
    const target = [...(await batch.target.data())];
    const read = async () => [...((await memory?.read(batch).data()) ?? [])];
    expect(await read()).toEqual(target);
    memory?.write(batch, tidy(() => ones([3, 3]).mul(0.25)) as typeof batch.target);
    expect(await read()).toEqual(target);
    memory?.endEpoch();
    // Of an epoch that had all of them: 20 samples count 1, three count 0.75.
    const mean = (20 + 3 * 0.75) / 23;
    for (const [i, value] of (await read()).entries()) expect(value).toBeCloseTo((target[i] ?? 0) * mean, 6);
    memory?.endEpoch(Uint32Array.of(4, 0, 11));
    for (const [i, value] of (await read()).entries()) expect(value).toBeCloseTo((target[i] ?? 0) * 0.75, 6);
    memory?.endEpoch(Uint32Array.of(1, 11));
    for (const [i, value] of (await read()).entries()) expect(value).toBeCloseTo((target[i] ?? 0) * 0.875, 6);
  });

  it('aggregated, a run with partial epochs averages over the visited samples', async () => {
    const config = tinyConfig({
      rule: 'f3-error',
      errorTransform: 'aggregate',
      epochShare: 7 / 23,
      epochs: 3,
    });
    const byHand = async (visited: (order: EpochOrder) => Uint32Array | undefined): Promise<number[]> => {
      const run = createRunState(config, data, {});
      const all: number[] = [];
      for (const epoch of [1, 2, 3]) {
        const order = epochOrder(run, epoch);
        for (const places of order.batches)
          all.push(...(await trainStep(run.net, batchOf(run, places), run.memories.own).data()));
        run.memories.own?.endEpoch(visited(order));
      }
      disposeRunState(run);
      return all;
    };
    const told = await losses(config);
    expect(told).toEqual(await byHand(({ visited }) => visited));
    expect(told).not.toEqual(await byHand(() => undefined));
  });
});

describe('options of registry entries', () => {
  const options = { momentum: { label: 'Momentum', sentence: '', default: 0.9, min: 0, max: 0.99 } };
  it('have defaults, and ignore other entries’ options', () => {
    expect(optionValues(options, {})).toEqual({ momentum: 0.9 });
    expect(optionValues(options, { momentum: 0.5, decay: 0.1 })).toEqual({ momentum: 0.5 });
  });
  it('have bounds', () => {
    expect(optionProblem(options.momentum, 0.99)).toBeUndefined();
    expect(optionProblem(options.momentum, 1)).toMatch(/0 to 0.99/);
    expect(optionProblem(options.momentum, Number.NaN)).toBeDefined();
    expect(optionProblem({ ...options.momentum, whole: true }, 0.5)).toMatch(/whole/);
  });
});

describe('an undefined combination', () => {
  it('is refused: true-class error information for regression, and a double reduction', async () => {
    const values = { kind: 'values', values: new Float32Array(23 * 3) } as const;
    const numbers = { ...data, train: { ...data.train, targets: values } };
    const first = (config: RunSpec, on: Dataset) => train(config, on).next();
    for (const errorTransform of ['one-hot', 'aggregate'] as const)
      await expect(first(tinyConfig({ rule: 'f3-error', errorTransform }), numbers)).rejects.toThrow(
        /classes/,
      );
    const twice = tinyConfig({ rule: 'f3-loss', feedbackReduction: 'mean' });
    await expect(first(twice, data)).rejects.toThrow(/F³-Loss/);
  });
});
