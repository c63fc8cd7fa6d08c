import { tensor1d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import { createErrorMemory, informationOf } from '../errorMemory/memory';
import type { Kernels } from '../kernels';
import { drawInitialValues } from '../network/network';
import { optimizerIds, optimizers } from '../optimizers';
import type { Optimizer } from '../optimizers/optimizer';
import { optionValues } from '../options';
import { trainStep } from '../passes/step';
import { ruleIds, rules } from '../rules';
import { createRun } from '../run/run';
import type { RunSpec } from '../run/spec';
import { gatherBatch, gatherTargets } from '../samples/batches';
import { tinyConfig, tinyData, tinyNetwork, useCpu, valuesOf } from '../testSupport';
import { createSampler, everyOne } from './places';

beforeAll(useCpu);
const data = tinyData();
const others = ruleIds.filter((id) => id !== 'bp');

const factorSpec = (changes: Partial<RunSpec>): RunSpec =>
  tinyConfig({ errorTransform: 'raw', measures: ['step-factor'], ...changes });

async function factorsOf(spec: RunSpec): Promise<readonly (number | null)[]> {
  for await (const event of createRun(spec, data).events)
    if (event.type === 'measures') return event.values['step-factor']?.factor ?? [];
  throw new Error('Nothing was measured.');
}

/** ‖g‖² of W_1 … W_K for each of the first epoch's batches: from the change of an SGD step at rate 1. */
async function squares(spec: RunSpec): Promise<number[]> {
  const config = { ...spec, optimizer: 'sgd', learningRate: 1, fairSteps: false } as const;
  const initial = drawInitialValues(config, data);
  const all = [0, 0, 0];
  for (const places of createSampler(config, data).order(1).batches) {
    const net = tinyNetwork(config, initial);
    const information = informationOf(config);
    const targets = gatherTargets(data.train, everyOne(data.train.size), data.outputs);
    const memory = information && createErrorMemory(targets, data.outputs, information);
    const before = await valuesOf(net);
    trainStep(net, gatherBatch(data, data.train, places), memory).dispose();
    const after = await valuesOf(net);
    let from = 0;
    for (const [i, inputs] of net.sizes.slice(0, -1).entries()) {
      const units = net.sizes[i + 1] as number;
      for (let k = from; k < from + inputs * units; k++)
        all[i] = (all[i] as number) + ((before[k] as number) - (after[k] as number)) ** 2;
      from += (inputs + 1) * units;
    }
    net.dispose();
  }
  return all;
}

describe('step factors', () => {
  it.each(others)('%s: are the ratio of the lengths of actual steps over the first batches', async (rule) => {
    const spec = factorSpec({ rule });
    // PEPITA has no biases, so neither has BP's network here.
    const bias = rules[rule].path !== 'input';
    const own = await squares(spec);
    const bp = await squares({ ...spec, rule: 'bp', bias });
    const found = await factorsOf(spec);
    for (const [i, factor] of found.entries()) {
      const expected = Math.sqrt((bp[i] as number) / (own[i] as number));
      if (own[i] === 0) expect(factor).toBeNull();
      else expect((factor as number) / expected).toBeCloseTo(1, 3);
    }
    expect(found.at(-1)).not.toBeNull();
  });

  it('are 1 for BP, and for an output that has BP’s gradient', async () => {
    expect(await factorsOf(factorSpec({ rule: 'bp' }))).toEqual([1, 1, 1]);
    expect((await factorsOf(factorSpec({ rule: 'dfa' })))[2]).toBe(1);
  });

  it('are undefined where BP’s gradient is 0: the rate stays', async () => {
    const spec = factorSpec({ rule: 'dfa', weightInit: 'zeros' });
    expect((await factorsOf(spec))[0]).toBeNull();
    const on = await lossesOf({ ...spec, fairSteps: true });
    expect(on).toEqual(await lossesOf(spec));
  });
});

async function lossesOf(spec: RunSpec, kernels: Kernels = {}): Promise<number[]> {
  const all: number[] = [];
  for await (const event of createRun(spec, data, { kernels }).events)
    if (event.type === 'epoch') all.push(event.testLoss);
  return all;
}

/** Length of each layer's change in one step on the whole training set. */
async function firstStep(spec: RunSpec, kernels: Kernels): Promise<readonly (number | null)[]> {
  const one = { ...spec, batchSize: data.train.size, epochs: 1, measures: ['norms'] } as const;
  let found: readonly (number | null)[] = [];
  for await (const event of createRun({ ...one, measures: ['norms'] }, data, { kernels }).events)
    if (event.type === 'measures' && event.epoch === 1) found = event.values.norms?.updates ?? [];
  return found;
}

describe('fair steps', () => {
  const linear = optimizerIds.filter((id) => !(optimizers[id] as Optimizer).scaleFree);

  it.each(others)(
    '%s: every layer’s first step is as long as BP’s, by plain operations and by kernels',
    async (rule) => {
      for (const backend of ['cpu', 'wasm'] as const) {
        const kernels = await startBackend(backend);
        for (const optimizer of linear) {
          const spec = factorSpec({ rule, optimizer, fairSteps: true });
          const bias = rules[rule].path !== 'input';
          const own = await firstStep(spec, kernels);
          const bp = await firstStep({ ...spec, rule: 'bp', bias }, kernels);
          for (const [i, length] of own.entries())
            if (rule !== 'llo' || i === 2) expect((length as number) / (bp[i] as number)).toBeCloseTo(1, 3);
          // Otherwise some layer's is not.
          const off = await firstStep({ ...spec, fairSteps: false }, kernels);
          if (rule !== 'llo')
            expect(Math.abs((off[0] as number) / (bp[0] as number) - 1)).toBeGreaterThan(0.02);
        }
      }
      await useCpu();
    },
  );

  it('change no bit of BP, nor of anything with an optimizer that is free of scale', async () => {
    const bp = tinyConfig({ rule: 'bp' });
    expect(await lossesOf({ ...bp, fairSteps: true })).toEqual(await lossesOf(bp));
    for (const optimizer of ['adam', 'rmsprop'] as const) {
      const spec = tinyConfig({ rule: 'dfa', optimizer });
      expect(await lossesOf({ ...spec, fairSteps: true })).toEqual(await lossesOf(spec));
    }
    const dfa = tinyConfig({ rule: 'dfa' });
    expect(await lossesOf({ ...dfa, fairSteps: true })).not.toEqual(await lossesOf(dfa));
  });

  it('an optimizer is declared free of scale if and only if its steps are', () => {
    const step = (id: (typeof optimizerIds)[number], scale: number): number => {
      const { update, slots, options }: Optimizer = optimizers[id];
      const state = Array.from({ length: slots }, () => zeros([1]));
      const context = { learningRate: 0.1, t: 1, options: optionValues(options, {}) };
      return update(tensor1d([0]), tensor1d([0.5 * scale]), state, context).parameter.dataSync()[0] as number;
    };
    for (const id of optimizerIds) {
      const { scaleFree = false }: Optimizer = optimizers[id];
      expect(Math.abs(step(id, 1000) / step(id, 1) - 1) < 1e-3, id).toBe(scaleFree);
    }
  });
});
