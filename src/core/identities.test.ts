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
import { activationIds, activations } from './activation';
import { predict } from './evaluate';
import { forward } from './layers/dense';
import { type LossId, losses } from './loss';
import { createErrorMemory } from './memory';
import { drawInitialValues, type InitialValues, type Network } from './network';
import { ruleIds, rules } from './rules';
import type { RunConfig } from './run';
import { trainStep } from './step';
import { firstBatch, tinyConfig, tinyData, tinyNetwork, useCpu, valuesOf } from './testSupport';
import { train } from './train';

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

async function stepOnce(config: RunConfig, initial: InitialValues, stored?: Float32Array): Promise<number[]> {
  const net = tinyNetwork(config, initial);
  const batch = firstBatch(data, config.batchSize);
  const targets = stored ?? ((await batch.target.data()) as Float32Array);
  const memory = net.rule.signal === 'delayed-error' ? createErrorMemory(targets, data.outputs) : undefined;
  trainStep(net, batch, memory, config.errorTransform, 1);
  return valuesOf(net);
}

function expectClose(a: readonly number[], b: readonly number[], tolerance: number): void {
  expect(a.length).toBe(b.length);
  const worst = Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

/** The network's values as a start, with other feedback. */
function withValues(values: readonly number[], like: InitialValues, feedback: Float32Array[]): InitialValues {
  let from = 0;
  const take = (length: number) => {
    from += length;
    return Float32Array.from(values.slice(from - length, from));
  };
  return { layers: like.layers.map(({ W, b }) => ({ W: take(W.length), b: take(b.length) })), feedback };
}

describe('identities', () => {
  it.each(pairs)('DFA with B = -W_K^T scaled, set again before every step, is BP ($loss)', async (pair) => {
    const bp = tinyConfig({ ...pair, hidden: [7] });
    const dfa = { ...bp, rule: 'dfa' as const };
    const { batchSize: N } = bp;
    const C = data.outputs;
    const scale = { bce: 1 / (N * C), ce: 1 / N, mse: 2 / (N * C) }[pair.loss];
    let start = drawInitialValues(bp, data.inputs, C);
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

  it.each(['f3-error'] as const)('%s fed the current error is DFA', async (rule) => {
    const dfa = tinyConfig({ rule: 'dfa' });
    const initial = drawInitialValues(dfa, data.inputs, data.outputs);
    const batch = firstBatch(data, dfa.batchSize);
    const net = tinyNetwork(dfa, initial);
    const error = tidy(() => batch.target.sub(predict(net, batch.x)));
    const stored = (await error.data()) as Float32Array;
    expectClose(await stepOnce({ ...dfa, rule }, initial, stored), await stepOnce(dfa, initial), 0);
  });

  const delayed = ruleIds.filter((id) => rules[id].signal === 'delayed-error');
  it.each(delayed)('%s fed the target is DRTP, bit for bit, in the whole first epoch', async (rule) => {
    const events = async (config: RunConfig) => {
      const points: { step: number; loss: number }[] = [];
      for await (const event of train(config, data))
        if (event.type === 'loss' || event.type === 'epoch')
          points.push({ step: event.step, loss: event.trainingLoss });
      return points;
    };
    for (const errorTransform of ['raw', 'one-hot'] as const) {
      const config = tinyConfig({ errorTransform, optimizer: 'adam' });
      const f3 = await events({ ...config, rule });
      const drtp = await events({ ...config, rule: 'drtp' });
      // 5 batches and the end of the epoch; in the second epoch they part.
      expect(f3.slice(0, 6)).toEqual(drtp.slice(0, 6));
      expect(f3.slice(6)).not.toEqual(drtp.slice(6));
    }
  });

  it.each(ruleIds)('%s without a hidden layer is BP, bit for bit', async (rule) => {
    const config = tinyConfig({ hidden: [], optimizer: 'adam' });
    const initial = drawInitialValues(config, data.inputs, data.outputs);
    expect(await stepOnce({ ...config, rule }, initial)).toEqual(await stepOnce(config, initial));
  });

  it('LLO changes the last layer as BP does, and nothing else', async () => {
    const config = tinyConfig();
    const initial = drawInitialValues(config, data.inputs, data.outputs);
    const before = initial.layers.flatMap(({ W, b }) => [...W, ...b]);
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

function autodiff(net: Network, config: RunConfig, x: Tensor2D, target: Tensor2D) {
  const variables = net.layers.flatMap(({ W, b }) => [variable(W), variable(b)]);
  const { grads } = variableGrads(() => {
    const y = net.layers.reduce(
      (h, { activation }, i) =>
        forward({ activation, W: variables[2 * i] as Tensor2D, b: variables[2 * i + 1] as never }, h),
      x,
    );
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
    trainStep(net, batch, undefined, 'raw', 1);
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
  it.each(ruleIds)('%s leaks nothing: the count after one step stays', async (rule) => {
    const config = tinyConfig({ rule, optimizer: 'adam' });
    const net = tinyNetwork(config);
    const batch = firstBatch(data, config.batchSize);
    const stored = createErrorMemory((await batch.target.data()) as Float32Array, data.outputs);
    trainStep(net, batch, stored, 'one-hot', 1).dispose();
    const { numTensors } = memory();
    for (let t = 2; t < 6; t++) trainStep(net, batch, stored, 'one-hot', t).dispose();
    expect(memory().numTensors).toBe(numTensors);
  });

  it.each(ruleIds)(
    '%s gives everything back at the end, also when it is left in the middle',
    async (rule) => {
      const before = memory().numTensors;
      for (const steps of [3, 1000]) {
        const events = train(tinyConfig({ rule }), data);
        for (let i = 0; i < steps && !(await events.next({ maxSteps: 1 })).done; i++);
        await events.return();
      }
      expect(memory().numTensors).toBe(before);
    },
  );
});
