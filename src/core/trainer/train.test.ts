import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createNetwork, drawInitialValues } from '../network/network';
import { adam } from '../optimizers/adam';
import { trainStep } from '../passes/step';
import { createStream } from '../random/rng';
import { ruleIds, rules } from '../rules';
import { isUpdateLocked, needsWeightTransport } from '../rules/rule';
import type { ProgressEvent, RunEvent } from '../run/events';
import type { RunSpec } from '../run/spec';
import type { RunOptions } from '../run/state';
import { gatherBatch } from '../samples/batches';
import { firstBatch, memoryOf, tinyConfig, tinyData, tinyNetwork, train, useCpu } from '../testSupport';
import { evaluate } from './evaluate';
import { everyOne } from './places';
import type { ReportLimit } from './reportBudget';

beforeAll(useCpu);
const data = tinyData();

async function collect(config: RunSpec, limit?: ReportLimit, options?: RunOptions): Promise<RunEvent[]> {
  const events = train(config, data, options);
  const all: RunEvent[] = [];
  for (let result = await events.next(limit); !result.done; result = await events.next(limit))
    all.push(result.value);
  return all;
}

/** The events of a curve, without times. */
const curve = (events: readonly RunEvent[]) =>
  events
    .filter(({ type }) => type !== 'progress')
    .map((event) => ({ ...event, trainSeconds: 0, aloneSeconds: 0, testSeconds: 0, machine: undefined }));

describe('train', () => {
  it.each(ruleIds)(
    '%s: the same seed gives the same curve bit for bit under any report limit',
    async (rule) => {
      const config = tinyConfig({ rule, optimizer: 'adam' });
      const options = { samplesPerEpoch: 2 };
      const whole = curve(await collect(config, undefined, options));
      expect(curve(await collect(config, { maxSteps: 1 }, options))).toEqual(whole);
      expect(curve(await collect(config, { maxMilliseconds: 0.01 }, options))).toEqual(whole);
      expect(curve(await collect({ ...config, seed: 4 }, undefined, options))).not.toEqual(whole);
    },
  );

  it.each(ruleIds)('%s: as many tensors after epoch 2 as after epoch 5', async (rule) => {
    const events = await collect(tinyConfig({ rule, epochs: 5, optimizer: 'adam' }), undefined, {
      samplesPerEpoch: 2,
    });
    const counts = events.flatMap((event) => (event.type === 'epoch' ? [event.machine.tensors] : []));
    expect(counts).toHaveLength(5);
    expect(counts[4]).toBe(counts[1]);
  });

  it.each(ruleIds)('%s: steps are timed only when exclusive, without affecting results', async (rule) => {
    const config = tinyConfig({ rule, optimizer: 'adam' });
    const options = { lossPointsPerEpoch: 1 };
    const besideOthers = await collect(config, { maxSteps: 1 }, options);
    const alone = await collect(config, { maxMilliseconds: 0.01, exclusive: true }, options);
    expect(curve(alone)).toEqual(curve(besideOthers));
    const timed = (events: readonly RunEvent[]) =>
      events.flatMap((event) => (event.type === 'epoch' ? [event.aloneSeconds] : []));
    expect(timed(besideOthers).every((seconds) => seconds === undefined)).toBe(true);
    for (const seconds of timed(alone)) expect(seconds).toBeGreaterThan(0);
  });

  it('emits its events at fixed steps and ends with a summary', async () => {
    const events = await collect(tinyConfig(), undefined, { lossPointsPerEpoch: 2, samplesPerEpoch: 2 });
    expect(events.map(({ type, step }) => `${type} ${step}`)).toEqual([
      'started 0',
      'sample 0',
      'loss 3',
      'sample 3',
      'loss 5',
      'epoch 5',
      'loss 8',
      'sample 8',
      'loss 10',
      'epoch 10',
      'summary 10',
    ]);
  });

  it('one step at a time: each batch once, with its loss', async () => {
    const events = train(tinyConfig({ epochs: 1 }), data, { lossPointsPerEpoch: 1 });
    await events.next();
    for (let step = 1; step <= 4; step++) {
      const { value } = await events.next({ maxSteps: 1 });
      expect(value).toMatchObject({ type: 'progress', step });
      expect((value as { batchLoss?: number }).batchLoss).toBeGreaterThan(0);
    }
    expect((await events.next({ maxSteps: 1 })).value).toMatchObject({ type: 'loss', step: 5 });
  });

  it.each(['bp', 'f3-error', 'llo'] as const)(
    '%s: a single step reports each layer’s weight change',
    async (rule) => {
      const config = tinyConfig({ rule, hidden: [7, 5], learningRate: 0.3 });
      const events = train(config, data, { lossPointsPerEpoch: 1 });
      await events.next();
      const { value } = await events.next({ maxSteps: 1 });
      await events.return();
      const net = tinyNetwork(config);
      const before = net.layers.map(({ weights }) => [...weights.dataSync()]);
      const first = createStream(config.seed, 'batches', 1).permutation(data.train.size).subarray(0, 5);
      trainStep(net, gatherBatch(data, data.train, first), memoryOf(config));
      const after = net.layers.map(({ weights }) => [...weights.dataSync()]);
      const norm = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
      const { by, of } = (value as ProgressEvent).moved ?? { by: [], of: [] };
      expect(by).toHaveLength(3);
      for (const i of [0, 1, 2]) {
        expect(of[i]).toBeCloseTo(norm(before[i]!), 5);
        expect(by[i]).toBeCloseTo(norm(after[i]!.map((w, k) => w - before[i]![k]!)), 5);
        if (rule !== 'llo' || i === 2) expect(by[i]).toBeGreaterThan(0.001);
        else expect(by[i]).toBe(0);
      }
    },
  );

  it('skips samples within the minimum interval', async () => {
    const options = { samplesPerEpoch: 3, lossPointsPerEpoch: 1 };
    const samples = async (millisecondsBetweenSamples: number) =>
      (await collect(tinyConfig(), undefined, { ...options, millisecondsBetweenSamples })).filter(
        ({ type }) => type === 'sample',
      );
    expect(await samples(0)).toHaveLength(5);
    expect(await samples(60_000)).toHaveLength(1);
  });

  it('the mean of the points over their samples is the mean of the epoch', async () => {
    const events = await collect(tinyConfig({ epochs: 1 }), undefined, { lossPointsPerEpoch: 5 });
    const points = events.flatMap((event) => (event.type === 'loss' ? [event.trainingLoss] : []));
    const epoch = events.find((event) => event.type === 'epoch');
    expect(points).toHaveLength(5);
    // 23 samples in batches of five: the last has three.
    const sum = points.reduce((total, loss, i) => total + loss * (i < 4 ? 5 : 3), 0);
    expect(epoch?.trainingLoss).toBeCloseTo(sum / 23, 5);
  });

  it.each([
    [11, 1],
    [22, 1],
    [22, 2],
    [5, 3],
    [100, 20],
  ])(
    'with a negligible learning rate, batches of %d give each epoch the loss of the training set',
    async (batchSize, points) => {
      const config = tinyConfig({ batchSize, learningRate: 1e-12, epochs: 4 });
      const net = createNetwork(config, data);
      const whole = await evaluate(net, data, data.train, everyOne(data.train.size));
      net.dispose();
      const events = await collect(config, undefined, { lossPointsPerEpoch: points });
      const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event.trainingLoss] : []));
      expect(epochs).toHaveLength(4);
      for (const loss of epochs) expect(loss).toBeCloseTo(whole.loss, 5);
      const last = events.flatMap((event) => (event.type === 'loss' ? [event.trainingLoss] : [])).at(-1);
      if (points === 1) expect(last).toBeCloseTo(whole.loss, 5);
    },
  );

  it('stops with an event when the loss is not a number', async () => {
    const config = tinyConfig({
      learningRate: 1000,
      hidden: [7],
      activation: 'linear',
      outputActivation: 'linear',
      loss: 'mse',
      epochs: 50,
    });
    const events = await collect(config);
    expect(events.at(-1)?.type).toBe('diverged');
  });

  it('all rules start from the same weights; deeper networks keep the layers below', () => {
    const starts = ruleIds.map(
      (rule) => drawInitialValues(tinyConfig({ rule }), { inputs: 6, outputs: 3 }).layers,
    );
    const weights = (layers: (typeof starts)[number] = []) => layers.map(({ W }) => W);
    for (const start of starts) expect(weights(start)).toEqual(weights(starts[0]));
    const deeper = drawInitialValues(tinyConfig({ hidden: [7, 5, 4] }), { inputs: 6, outputs: 3 }).layers;
    expect(deeper.slice(0, 2)).toEqual(starts[0]?.slice(0, 2));
  });

  it('the initialisation of B affects neither weights nor batches', async () => {
    const config = tinyConfig({ rule: 'llo' });
    const other = await collect({ ...config, feedbackInit: 'trinomial' });
    expect(curve(other)).toEqual(curve(await collect(config)));
  });
});

describe('update locking', () => {
  /** Peak number of live tensors at any update, beyond those at the start. */
  async function peak(rule: (typeof ruleIds)[number], depth: number): Promise<number> {
    const config = tinyConfig({ rule, hidden: Array.from({ length: depth }, () => 6), optimizer: 'adam' });
    let most = 0;
    const { update } = adam;
    const spy = vi.spyOn(adam, 'update').mockImplementation((...args) => {
      most = Math.max(most, memory().numTensors);
      return update(...args);
    });
    const net = createNetwork(
      config,
      { inputs: 6, outputs: 3 },
      drawInitialValues(config, { inputs: 6, outputs: 3 }),
    );
    const batch = firstBatch(data, 5);
    const stored = memoryOf(config);
    const before = memory().numTensors;
    trainStep(net, batch, stored);
    spy.mockRestore();
    return most - before;
  }

  it.each(ruleIds)('%s holds activations of all layers only under update locking', async (rule) => {
    const growth = (await peak(rule, 40)) - (await peak(rule, 10));
    if (isUpdateLocked(rules[rule])) expect(growth).toBeGreaterThanOrEqual(30);
    else expect(growth).toBe(0);
  });

  /** According to the papers: [update locking, weight transport]. */
  const papers: Readonly<Partial<Record<string, readonly [boolean, boolean]>>> = {
    bp: [true, true],
    fa: [true, false],
    dfa: [true, false],
    sdfa: [true, false],
    drtp: [false, false],
    'f3-error': [false, false],
    'f3-loss': [false, false],
    llo: [false, false],
    pepita: [true, false],
  };

  it.each(ruleIds)('%s: update locking and weight transport match its paper', (id) => {
    const said = papers[id];
    if (!said)
      throw new Error(`Add ${id} above: whether its paper calls it update locked, and weight transport.`);
    expect([isUpdateLocked(rules[id]), needsWeightTransport(rules[id])]).toEqual(said);
  });
});

describe('a thousand hidden layers', () => {
  const deep = Array.from({ length: 1000 }, () => 4);
  it.each(['f3-error', 'drtp'] as const)('%s holds one layer at a time, epoch after epoch', async (rule) => {
    const config = tinyConfig({
      rule,
      hidden: deep,
      batchSize: 12,
      optimizer: 'adam',
      errorTransform: 'one-hot',
    });
    const epochs = (await collect(config)).flatMap((event) => (event.type === 'epoch' ? [event] : []));
    expect(epochs).toHaveLength(2);
    expect(epochs[1]?.machine.tensors).toBe(epochs[0]?.machine.tensors);
    const shallow = await collect({ ...config, hidden: [4, 4], epochs: 1 });
    const held = shallow.flatMap((event) => (event.type === 'epoch' ? [event.heldBytes] : []))[0];
    expect(epochs.map((epoch) => epoch.heldBytes)).toEqual([held, held]);
  });
});
