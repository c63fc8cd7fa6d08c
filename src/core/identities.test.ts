/** Identities between the rules, and backpropagation against automatic differentiation. */
import {
  memory,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  losses as tfLosses,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocks } from './blocks';
import { activationIds, activations } from './blocks/activation';
import type { Block } from './blocks/block';
import { createOneHotMemory, type ErrorMemory, informationOf } from './errorMemory/memory';
import { errorTransformIds } from './errorMemory/transforms';
import { type LossId, losses } from './head/loss';
import { measureIds } from './measures';
import { drawInitialValues, type InitialValues, type Network } from './network/network';
import { trainStep } from './passes/step';
import { ruleIds, rules } from './rules';
import type { RunSpec } from './run/spec';
import {
  firstBatch,
  memoryOf,
  tinyConfig,
  tinyData,
  tinyNetwork,
  train,
  useCpu,
  valuesOf,
} from './testSupport';
import { predict } from './trainer/evaluate';

// The whole package registers the gradients that the oracle below needs; its typings would clash with `ops`.
const wholePackage: string = '@tensorflow/tfjs';

beforeAll(async () => {
  await import(wholePackage);
  await useCpu();
});

const data = tinyData();
const pairs = [
  { loss: 'bce', outputActivation: 'sigmoid' },
  { loss: 'ce', outputActivation: 'softmax' },
  { loss: 'mse', outputActivation: 'linear' },
] as const;

/** All values after one step from `initial`; a memory holds `stored` (y* when not given) for each sample. */
async function stepOnce(config: RunSpec, initial: InitialValues, stored?: Float32Array): Promise<number[]> {
  const net = tinyNetwork(config, initial);
  trainStep(net, firstBatch(data, config.batchSize), memoryOf(config, stored));
  return valuesOf(net);
}

/** What the memory holds when every sample of `config`'s first batch left `row(y, target)`. */
async function storedFor(
  config: RunSpec,
  initial: InitialValues,
  row: (y: Tensor2D, target: Tensor2D) => Tensor2D,
): Promise<Float32Array> {
  const net = tinyNetwork(config, initial);
  const batch = firstBatch(data, data.train.size);
  return (await tidy(() => row(predict(net, batch.x), batch.target)).data()) as Float32Array;
}

function expectClose(a: readonly number[], b: readonly number[], tolerance: number): void {
  expect(a.length).toBe(b.length);
  const worst = Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

/** The network's values as initial values, with other feedback. */
function withValues(values: readonly number[], like: InitialValues, feedback: Float32Array[]): InitialValues {
  let from = 0;
  const take = (length: number) => {
    from += length;
    return Float32Array.from(values.slice(from - length, from));
  };
  const layers = like.layers.map((layer) =>
    Object.fromEntries(Object.entries(layer).map(([name, own]) => [name, take(own.length)])),
  );
  return { layers, feedback };
}

/** A matrix of `columns` columns, its columns as rows. */
function transposedRows(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  return values.map((_, k) => values[(k % rows) * columns + Math.floor(k / rows)] as number);
}

/** Every training loss of a run, and the end of each epoch. */
async function points(config: RunSpec): Promise<{ step: number; loss: number; test?: number }[]> {
  const seen: { step: number; loss: number; test?: number }[] = [];
  for await (const event of train(config, data)) {
    if (event.type === 'loss') seen.push({ step: event.step, loss: event.trainingLoss });
    if (event.type === 'epoch')
      seen.push({ step: event.step, loss: event.trainingLoss, test: event.testLoss });
  }
  return seen;
}

describe('identities', () => {
  it.each(pairs)('DFA with B = -W_K^T scaled, set again before every step, is BP ($loss)', async (pair) => {
    const bp = tinyConfig({ ...pair, hidden: [7] });
    const dfa = { ...bp, rule: 'dfa' as const };
    const { batchSize: N } = bp;
    const C = data.outputs;
    const scale = { bce: 1 / (N * C), ce: 1 / N, mse: 2 / (N * C) }[pair.loss];
    let start = drawInitialValues(bp, { inputs: data.inputs, outputs: C });
    for (let step = 0; step < 5; step++) {
      const top = (start.layers[1] as { W: Float32Array }).W;
      const B = Float32Array.from(
        { length: C * 7 },
        (_, i) => -(top[(i % 7) * C + Math.floor(i / 7)] as number) * scale,
      );
      const expected = await stepOnce(bp, start);
      expectClose(await stepOnce(dfa, { ...start, feedback: [B] }), expected, 1e-6);
      start = withValues(expected, start, []);
    }
  });

  it.each(pairs)('FA with B = W^T, set again before every step, is BP ($loss)', async (pair) => {
    const bp = tinyConfig({ ...pair, hidden: [7, 5, 4] });
    const fa = { ...bp, rule: 'fa' as const };
    let start = drawInitialValues(bp, data);
    for (let step = 0; step < 5; step++) {
      const feedback = start.layers.slice(1).map(({ W, b }) => transposedRows(W!, b!.length));
      const expected = await stepOnce(bp, start);
      expectClose(await stepOnce(fa, { ...start, feedback }), expected, 1e-6);
      start = withValues(expected, start, []);
    }
  });

  it('FA whose B is copied from the forward weights at every step is BP, in a whole run', async () => {
    const config = tinyConfig({ feedbackRedraw: 'copy-steps', feedbackRedrawSteps: 1, hidden: [7, 5, 4] });
    expect(await points({ ...config, rule: 'fa' })).toEqual(await points(config));
    const rarely = await points({ ...config, rule: 'fa', feedbackRedrawSteps: 3 });
    expect(rarely[0]).toEqual((await points(config))[0]);
    expect(rarely).not.toEqual(await points(config));
  });

  it('F3-Error fed the current error is DFA', async () => {
    const dfa = tinyConfig({ rule: 'dfa' });
    const initial = drawInitialValues(dfa, data);
    const stored = await storedFor(dfa, initial, (y, target) => target.sub(y));
    const f3 = { ...dfa, rule: 'f3-error' } as const;
    expectClose(await stepOnce(f3, initial, stored), await stepOnce(dfa, initial), 0);
  });

  it('sDFA is DFA fed the sign of the error, and is not DFA', async () => {
    const sdfa = tinyConfig({ rule: 'sdfa' });
    const initial = drawInitialValues(sdfa, data);
    const stored = await storedFor(sdfa, initial, (y, target) => target.sub(y).sign());
    const values = await stepOnce(sdfa, initial);
    expectClose(await stepOnce({ ...sdfa, rule: 'f3-error' }, initial, stored), values, 0);
    expect(values).not.toEqual(await stepOnce({ ...sdfa, rule: 'dfa' }, initial));
  });

  const delayed = ruleIds.filter((id) => rules[id].signal === 'delayed-error');
  it.each(delayed)('%s fed the target is DRTP, bit for bit, in the whole first epoch', async (rule) => {
    for (const errorTransform of errorTransformIds) {
      const config = tinyConfig({ errorTransform, optimizer: 'adam' });
      const f3 = await points({ ...config, rule });
      const drtp = await points({ ...config, rule: 'drtp' });
      // 5 batches and the end of the epoch; in the second epoch they part.
      expect(f3.slice(0, 6), errorTransform).toEqual(drtp.slice(0, 6));
      expect(f3.slice(6), errorTransform).not.toEqual(drtp.slice(6));
    }
  });

  it('F3-Error after an inference epoch starts as DFA does, when one batch is the whole set', async () => {
    const config = tinyConfig({ errorInit: 'inference-epoch', batchSize: 23, epochs: 1, optimizer: 'adam' });
    const f3 = await points({ ...config, rule: 'f3-error' });
    expect(f3).toEqual(await points({ ...config, rule: 'dfa' }));
    expect(f3).not.toEqual(await points({ ...config, rule: 'f3-error', errorInit: 'target' }));
  });

  const early = ruleIds.filter((id) => ['target', 'delayed-error'].includes(rules[id].signal));
  it.each(early)(
    '%s: one number per sample and a row of B are the whole error and the product',
    async (rule) => {
      const config = tinyConfig({ rule, errorTransform: 'one-hot', optimizer: 'adam' });
      const initial = drawInitialValues(config, data);
      const values = async (compact: boolean): Promise<number[]> => {
        const net = tinyNetwork(config, initial);
        const information = informationOf(config);
        const memory =
          compact && information ? createOneHotMemory(data.train.size, information) : memoryOf(config);
        for (let step = 0; step < 6; step++) {
          const batch = firstBatch(data, 5 + (step % 3));
          // Without labels the target is multiplied with B like any other row.
          trainStep(net, compact ? batch : { ...batch, labels: undefined }, memory);
        }
        return valuesOf(net);
      };
      expect(await values(true)).toEqual(await values(false));
      expect(await values(true)).not.toEqual(
        initial.layers.flatMap((layer) => Object.values(layer).flatMap((own) => [...own])),
      );
    },
  );

  it('F3-Error stores the error from before the update', async () => {
    const config = tinyConfig({ rule: 'f3-error', learningRate: 5 });
    const initial = drawInitialValues(config, data);
    const before = await storedFor(config, initial, (y, target) => target.sub(y));
    const net = tinyNetwork(config, initial);
    const memory = memoryOf(config) as ErrorMemory;
    trainStep(net, firstBatch(data, 5), memory);
    const kept = [...(await memory.all().data())].slice(0, 15);
    expectClose(kept, [...before].slice(0, 15), 1e-7);
    const after = tidy(() => predict(net, firstBatch(data, 5).x));
    const target = await firstBatch(data, 5).target.data();
    const late = [...(await after.data())].map((y, i) => (target[i] as number) - y);
    expect(Math.max(...late.map((value, i) => Math.abs(value - (kept[i] as number))))).toBeGreaterThan(0.05);
  });

  it('PEPITA with F = 0 is LLO without biases, for softmax with cross-entropy', async () => {
    const config = tinyConfig({ loss: 'ce', outputActivation: 'softmax', bias: false, hidden: [7, 5] });
    const initial = drawInitialValues(config, data);
    const silent = { ...initial, feedback: [new Float32Array(data.inputs * data.outputs)] };
    const pepita = await stepOnce({ ...config, rule: 'pepita' }, silent);
    expectClose(pepita, await stepOnce({ ...config, rule: 'llo' }, initial), 1e-7);
    const spoken = { ...initial, feedback: silent.feedback.map((F) => F.map((_, i) => Math.sin(i))) };
    expect((await stepOnce({ ...config, rule: 'pepita' }, spoken))[0]).not.toBe(pepita[0]);
  });

  it.each(['dfa', 'sdfa', 'drtp', 'f3-error'] as const)(
    '%s: hidden deltas reduced by the mean are those of B divided by the batch size',
    async (rule) => {
      const config = tinyConfig({ rule, feedbackReduction: 'mean' });
      const initial = drawInitialValues(config, data);
      const smaller = {
        ...initial,
        feedback: initial.feedback.map((B) => B.map((value) => value / config.batchSize)),
      };
      const sum = await stepOnce({ ...config, feedbackReduction: 'sum' }, smaller);
      expectClose(await stepOnce(config, initial), sum, 1e-6);
    },
  );

  it('F3-Loss stores 2/(N C) times F3-Error’s error for MSE, and 2 times with a scale per sample', async () => {
    const config = tinyConfig({ rule: 'f3-error', loss: 'mse', outputActivation: 'linear' });
    const initial = drawInitialValues(config, data);
    const rows = async (changes: Partial<RunSpec>): Promise<number[]> => {
      const net = tinyNetwork({ ...config, ...changes }, initial);
      const memory = memoryOf({ ...config, ...changes }) as ErrorMemory;
      const batch = firstBatch(data, 5);
      tidy(() => memory.write(batch, predict(net, batch.x)));
      return [...(await memory.all().data())];
    };
    const error = (await rows({ rule: 'f3-error' })).slice(0, 15);
    const mean = (await rows({ rule: 'f3-loss' })).slice(0, 15);
    const perSample = (await rows({ rule: 'f3-loss', lossErrorScale: 'per-sample' })).slice(0, 15);
    const times = (factor: number) => error.map((value) => value * factor);
    expectClose(mean, times(2 / 15), 1e-6);
    expectClose(perSample, times(2), 1e-5);
  });

  const withoutHidden = ruleIds.filter((id) => rules[id].path !== 'input');
  it.each(withoutHidden)('%s without a hidden layer is BP, bit for bit', async (rule) => {
    const config = tinyConfig({ hidden: [], optimizer: 'adam' });
    const initial = drawInitialValues(config, data);
    expect(await stepOnce({ ...config, rule }, initial)).toEqual(await stepOnce(config, initial));
  });

  it('LLO is every other rule with its hidden layers frozen, bit for bit, in a whole run', async () => {
    const config = tinyConfig({ optimizer: 'adam' });
    const llo = await points({ ...config, rule: 'llo' });
    const freeze = [1, 2].map((layer) => ({ layer, from: 1 }));
    for (const rule of withoutHidden) expect(await points({ ...config, rule, freeze }), rule).toEqual(llo);
  });

  it('LLO changes the last layer as BP does, and nothing else', async () => {
    const config = tinyConfig();
    const initial = drawInitialValues(config, data);
    const before = initial.layers.flatMap((layer) => Object.values(layer).flatMap((own) => [...own]));
    const llo = await stepOnce({ ...config, rule: 'llo' }, initial);
    const bp = await stepOnce(config, initial);
    const last = 5 * 3 + 3;
    expect(llo.slice(0, -last)).toEqual(before.slice(0, -last));
    expect(llo.slice(-last)).toEqual(bp.slice(-last));
    expect(llo.slice(-last)).not.toEqual(before.slice(-last));
  });
});

/** Training loss written a second time, with TensorFlow.js's own losses where it has them. */
function trainingLoss(loss: LossId, y: Tensor2D, target: Tensor2D): Tensor {
  if (loss === 'mse') return tfLosses.meanSquaredError(target, y);
  if (loss === 'ce') return sum(target.mul(y.log())).div(-y.shape[0]);
  const terms = target.mul(y.log()).add(target.mul(-1).add(1).mul(y.mul(-1).add(1).log()));
  return sum(terms).div(-y.size);
}

function autodiff(net: Network, config: RunSpec, x: Tensor2D, target: Tensor2D) {
  const layers = net.layers.map(({ block, activation, place, parameters }) => {
    const own = Object.entries(parameters).map(([name, value]) => [name, variable(value)] as const);
    return { block: blocks[block] as Block, activation, place, parameters: Object.fromEntries(own) };
  });
  const variables = layers.flatMap(({ parameters }) => Object.values(parameters));
  const { grads } = variableGrads(() => {
    const last = layers.reduce((h, { block, ...layer }) => block.forward(layer, h), x);
    const { y } = net.head.output(last);
    return trainingLoss(config.loss, y, target) as Scalar;
  }, variables);
  return variables.map((one) => grads[one.name] as Tensor);
}

describe('backpropagation against automatic differentiation', () => {
  const cases = pairs.flatMap((pair) =>
    activationIds.flatMap((activation) =>
      [[], [7], [7, 5, 4]].map((hidden) => ({ ...pair, activation, hidden })),
    ),
  );
  it.each(cases)('$loss, $outputActivation, $activation, hidden $hidden', async (changes) => {
    const config = tinyConfig({ ...changes, learningRate: 1 });
    const net = tinyNetwork(config);
    const batch = firstBatch(data, config.batchSize);
    const before = await valuesOf(net);
    const gradients: number[] = [];
    for (const gradient of autodiff(net, config, batch.x, batch.target))
      gradients.push(...(await gradient.data()));
    trainStep(net, batch, undefined);
    // SGD at rate 1: the change is the gradient.
    const moved = (await valuesOf(net)).map((value, i) => (before[i] as number) - value);
    expectClose(moved, gradients, 2e-6);
    expect(Math.max(...gradients.map(Math.abs))).toBeGreaterThan(1e-3);
  });

  it('every activation pulls back through its own derivative', () => {
    expect(Object.keys(activations)).toEqual(expect.arrayContaining([...activationIds]));
    expect(Object.keys(losses)).toEqual(pairs.map(({ loss }) => loss));
  });
});

describe('ownership of tensors', () => {
  it.each(ruleIds)('%s leaks nothing: the tensor count after one step is constant', async (rule) => {
    const config = tinyConfig({ rule, optimizer: 'adam', errorTransform: 'aggregate' });
    const net = tinyNetwork(config);
    const batch = firstBatch(data, config.batchSize);
    const stored = memoryOf(config);
    trainStep(net, batch, stored).dispose();
    const { numTensors } = memory();
    for (let t = 2; t < 6; t++) trainStep(net, batch, stored).dispose();
    expect(memory().numTensors).toBe(numTensors);
  });

  it.each(ruleIds)('%s releases everything at the end, even if stopped midway', async (rule) => {
    const before = memory().numTensors;
    for (const steps of [3, 1000]) {
      const events = train(tinyConfig({ rule, measures: [...measureIds], feedbackRedraw: 'epoch' }), data);
      for (let i = 0; i < steps && !(await events.next({ maxSteps: 1 })).done; i++);
      await events.return();
    }
    expect(memory().numTensors).toBe(before);
  });
});
