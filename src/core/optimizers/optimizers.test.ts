import { memory, type Tensor, tensor1d, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '../ops';
import { type OptionValues, optionProblem, optionValues } from '../options';
import { createStream } from '../random/rng';
import { useCpu } from '../testSupport';
import { type OptimizerId, optimizerIds, optimizers } from '.';
import type { Optimizer } from './optimizer';
import { otherOptions } from './testSupport';

beforeAll(useCpu);

const table: Readonly<Record<OptimizerId, Optimizer>> = optimizers;
const STEPS = 20;
const SIZE = 6;
const LEARNING_RATE = 0.03;

/** The parameter after each step, in double precision. */
type Oracle = (start: number, gradients: readonly number[], lr: number, options: OptionValues) => number[];

/** Σ_k decay^{t−k} x_k over the steps k = 1 … t: what a recursion x ← decay x + x_t amounts to. */
const weighted = (history: readonly number[], decay: number): number =>
  history.reduce((sum, x, k) => sum + decay ** (history.length - 1 - k) * x, 0);
const squares = (history: readonly number[]): number[] => history.map((g) => g ** 2);

/** An oracle from one step as a function of all gradients so far, the newest last. */
function fromHistory(
  step: (history: readonly number[], lr: number, options: OptionValues) => number,
): Oracle {
  return (start, gradients, lr, options) => {
    let p = start;
    return gradients.map((_, t) => {
      p -= step(gradients.slice(0, t + 1), lr, options);
      return p;
    });
  };
}

const last = (history: readonly number[]): number => history.at(-1) as number;
const option = (options: OptionValues, key: string): number => options[key] as number;

const oracles: Readonly<Record<OptimizerId, Oracle>> = {
  adam: fromHistory((history, lr, options) => {
    const [beta1, beta2] = [option(options, 'beta1'), option(options, 'beta2')];
    const mean = ((1 - beta1) * weighted(history, beta1)) / (1 - beta1 ** history.length);
    const square = ((1 - beta2) * weighted(squares(history), beta2)) / (1 - beta2 ** history.length);
    return (lr * mean) / (Math.sqrt(square) + option(options, 'epsilon'));
  }),
  sgd: fromHistory((history, lr) => lr * last(history)),
  momentum: fromHistory((history, lr, options) => lr * weighted(history, option(options, 'momentum'))),
  nesterov: fromHistory((history, lr, options) => {
    const mu = option(options, 'momentum');
    return lr * (last(history) + mu * weighted(history, mu));
  }),
  rmsprop: fromHistory((history, lr, options) => {
    const decay = option(options, 'decay');
    const square = (1 - decay) * weighted(squares(history), decay);
    return (lr * last(history)) / (Math.sqrt(square) + option(options, 'epsilon'));
  }),
};

/** Defaults as published, and those of `otherOptions`. */
const published = { momentum: 0.9, decay: 0.99, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const keys: Readonly<Record<OptimizerId, readonly (keyof typeof published)[]>> = {
  adam: ['beta1', 'beta2', 'epsilon'],
  sgd: [],
  momentum: ['momentum'],
  nesterov: ['momentum'],
  rmsprop: ['decay', 'epsilon'],
};

const stream = createStream(2, 'optimizers');
const start = Array.from({ length: SIZE }, () => stream.normal());
/** By step, then by parameter; parameters differ in the scale of their gradients. */
const gradients = Array.from({ length: STEPS }, () =>
  start.map((_, i) => (stream.normal() + 0.3) * 10 ** (i - 3)),
);

async function descend(id: OptimizerId, options: OptionValues, steps = gradients, lr = LEARNING_RATE) {
  const optimizer = table[id];
  let p: Tensor = tensor1d(start);
  let state: readonly Tensor[] = Array.from({ length: optimizer.slots }, () => zerosLike(p));
  const path: number[][] = [];
  for (const [i, gradient] of steps.entries()) {
    const context = { learningRate: lr, t: i + 1, options: optionValues(optimizer.options, options) };
    const next = optimizer.update(p, tensor1d(gradient), state, context);
    p = next.parameter;
    state = next.state;
    path.push([...(await p.data())]);
  }
  return path;
}

const variations = optimizerIds.flatMap((id) => [
  { id, title: 'its defaults', options: {} as OptionValues },
  { id, title: 'other options', options: otherOptions },
  ...Object.keys(table[id].options).map((key) => ({
    id,
    title: `another ${key}`,
    options: { [key]: otherOptions[key] as number },
  })),
]);

describe('optimizers', () => {
  it('each have an oracle and options here', () => {
    expect(Object.keys(oracles).sort()).toEqual([...optimizerIds].sort());
    expect(optimizerIds).toEqual(['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop']);
  });

  it.each(optimizerIds)('%s has the published options and describes itself', (id) => {
    const { name, sentence, source, options } = table[id];
    for (const text of [name, source]) expect(text).not.toBe('');
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(140);
    expect(optionValues(options, {})).toEqual(
      Object.fromEntries(keys[id].map((key) => [key, published[key]])),
    );
    for (const [key, o] of Object.entries(options)) {
      expect(optionProblem(o, o.default), key).toBeUndefined();
      expect(optionProblem(o, otherOptions[key] as number), key).toBeUndefined();
    }
  });

  it.each(variations)('$id with $title equals the sum over all gradients', async ({ id, options }) => {
    const path = await descend(id, options);
    const complete = optionValues(table[id].options, options);
    start.forEach((p, i) => {
      const own = gradients.map((g) => g[i] as number);
      const moves = oracles[id](Math.fround(p), own.map(Math.fround), LEARNING_RATE, complete);
      moves.forEach((value, t) => {
        const error = Math.abs((path[t]?.[i] as number) - value);
        // Rounding of float32, relative to what this parameter travels.
        expect(error, `parameter ${i}, step ${t + 1}`).toBeLessThan(2e-6 * (1 + Math.abs(value)));
      });
    });
    if (Object.keys(options).length === 1) expect(path).not.toEqual(await descend(id, {}));
  });

  it.each(optimizerIds)('%s does not change its arguments and creates no other tensors', async (id) => {
    const { slots, update, options } = table[id];
    const given = Array.from({ length: slots + 2 }, (_, i) => tensor1d([0.5 + i, 1 + i]));
    const [parameter, gradient, ...state] = given as [Tensor, Tensor, ...Tensor[]];
    const before = await Promise.all(given.map(async (tensor) => [...(await tensor.data())]));
    const count = memory().numTensors;
    const context = { learningRate: 0.1, t: 3, options: optionValues(options, {}) };
    const made = tidy(() => {
      const next = update(parameter, gradient, state, context);
      return [next.parameter, ...next.state];
    });
    expect(made).toHaveLength(1 + slots);
    expect(memory().numTensors).toBe(count + 1 + slots);
    // The caller disposes the old ones, so none may be returned as a new one.
    for (const tensor of made) expect(given.map(({ id }) => id)).not.toContain(tensor.id);
    expect(await Promise.all(given.map(async (tensor) => [...(await tensor.data())]))).toEqual(before);
  });

  it.each(optimizerIds)('%s does not move without a gradient', async (id) => {
    const path = await descend(id, {}, [start.map(() => 0), start.map(() => 0)]);
    expect(path.at(-1)).toEqual(start.map(Math.fround));
  });

  it.each(optimizerIds.filter((id) => table[id].slots > 0))('%s refuses missing state and options', (id) => {
    const [p, options] = [tensor1d([1]), optionValues(table[id].options, {})];
    const state = Array.from({ length: table[id].slots }, () => tensor1d([0]));
    expect(() => table[id].update(p, p, [], { learningRate: 1, t: 1, options })).toThrow('need');
    expect(() => table[id].update(p, p, state, { learningRate: 1, t: 1, options: {} })).toThrow('need');
  });
});

describe('with a constant gradient of 2', () => {
  const constant = Array.from({ length: STEPS }, () => start.map(() => 2));
  const travelled = async (id: OptimizerId, options: OptionValues, steps = constant) => {
    const end = (await descend(id, options, steps)).at(-1)?.[0] as number;
    return ((start[0] as number) - end) / (LEARNING_RATE * 2);
  };
  const T = STEPS;

  it('SGD travels lr g T', async () => {
    expect(await travelled('sgd', {})).toBeCloseTo(T, 4);
  });
  it('momentum travels lr g (T − μ (1 − μᵀ)/(1 − μ))/(1 − μ)', async () => {
    for (const mu of [0.9, 0.5])
      expect(await travelled('momentum', { momentum: mu })).toBeCloseTo(
        (T - (mu * (1 - mu ** T)) / (1 - mu)) / (1 - mu),
        3,
      );
  });
  it('Nesterov is momentum one step ahead', async () => {
    const ahead = await travelled('momentum', {}, [...constant, start.map(() => 2)]);
    expect(await travelled('nesterov', {})).toBeCloseTo(ahead - 1, 3);
  });
  it('momentum and Nesterov without momentum are SGD', async () => {
    const plain = await descend('sgd', {});
    expect(await descend('momentum', { momentum: 0 })).toEqual(plain);
    expect(await descend('nesterov', { momentum: 0 })).toEqual(plain);
  });
  it('Adam travels lr T, whatever the gradient', async () => {
    expect((await travelled('adam', {})) * 2).toBeCloseTo(T, 3);
  });
  it('RMSprop’s first step is lr/√(1 − a), its later ones fall towards lr', async () => {
    expect((await travelled('rmsprop', {}, constant.slice(0, 1))) * 2).toBeCloseTo(10, 3);
    expect((await travelled('rmsprop', { decay: 0 })) * 2).toBeCloseTo(T, 3);
  });
});
