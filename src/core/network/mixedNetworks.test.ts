/**
 * Networks of convolutions, residual, transformer and dense layers: backpropagation against TensorFlow.js' own convolution,
 * pooling and automatic differentiation, and the identities between rules.
 */
import {
  conv2d,
  matMul,
  maxPool,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  memory as tensorMemory,
  tidy,
  transpose,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activations } from '../blocks/activation';
import type { Named } from '../blocks/block';
import { type HiddenLayer, hiddenLayer, layerText } from '../blocks/hidden';
import { transformerOracle } from '../blocks/transformer/testSupport';
import type { ErrorMemory } from '../errorMemory/memory';
import { alignedFeedback } from '../feedback/forwardPath';
import { probeOf } from '../measures/taking/probe';
import type { NetworkLayer } from './layer';
import { createNetwork, drawInitialValues, type InitialValues, type Network } from './network';
import '../ops';
import { trainStep } from '../passes/step';
import { type RuleId, ruleIds, rules } from '../rules';
import { feedbackShapes } from '../rules/rule';
import { passThrough, type Recorded } from '../run/inspect/tracePass';
import { networkProblem } from '../run/networkProblem';
import type { RunSpec } from '../run/spec';
import { firstBatch, memoryOf, tinyConfig, tinyImages, train, useCpu, valuesOf } from '../testSupport';
import { predict } from '../trainer/evaluate';

// The whole package registers the gradients that the oracle needs; its typings would clash with `ops`.
const wholePackage: string = '@tensorflow/tfjs';
beforeAll(async () => {
  await import(wholePackage);
  await useCpu();
});

const data = tinyImages();
const conv = (channels: number, options: Record<string, number> = {}): HiddenLayer =>
  hiddenLayer('convolution', { channels, ...options });

const residual = (units: number): HiddenLayer => hiddenLayer('residual', { units });

const transformer = (options: Record<string, number>): HiddenLayer =>
  hiddenLayer('transformer', { heads: 2, key: 3, mlp: 5, ...options });

const nets: readonly (readonly HiddenLayer[])[] = [
  [conv(3), 5],
  [conv(2, { kernel: 5, padding: 2 }), conv(3, { kernel: 2, padding: 0, pool: 1 }), 4],
  [conv(4, { stride: 2, pool: 1 })],
  [conv(2, { kernel: 1, padding: 0, pool: 3 }), 6, 5],
  [6, residual(6), residual(6)],
  // On the image, and on pooled maps.
  [residual(2 * 6 * 6), conv(3), residual(3 * 3 * 3), 4],
  // As published, small: the first makes tokens of the whole image.
  [transformer({ dims: 4, tokens: 3 }), transformer({ dims: 4, tokens: 3, embedding: 0 }), 5],
  // On pooled maps, whose channels are tokens.
  [conv(3), transformer({ dims: 9, tokens: 3, heads: 1, embedding: 0 })],
  [6, transformer({ dims: 2, tokens: 2, heads: 3, key: 2 }), residual(4)],
];
const cases = nets.map((hidden) => ({ hidden, text: hidden.map(layerText).join(', ') }));

/** The rules that the network is not refused with. */
const rulesOf = (hidden: readonly HiddenLayer[]): RuleId[] =>
  ruleIds.filter((rule) => !networkProblem({ hidden: [...hidden], rule, feedbackRedraw: 'never' }, data));
const withFA = cases.filter(({ hidden }) => rulesOf(hidden).includes('fa'));

/** [N, c · h · w] as TensorFlow.js has images, and back. */
const asImages = (h: Tensor, [c = 1, height = 1, width = 1]: readonly number[]): Tensor4D =>
  transpose(reshape(h, [h.shape[0] as number, c, height, width]), [0, 2, 3, 1]) as Tensor4D;
const asRows = (all: Tensor): Tensor2D =>
  reshape(transpose(all, [0, 3, 1, 2]), [all.shape[0] as number, -1]) as Tensor2D;

/** y of the same network in TensorFlow.js' operations. @param all parameters of each layer */
function outputOf(net: Network, all: readonly Named<Variable>[], x: Tensor2D): Tensor2D {
  return net.layers.reduce((h, { block, activation, place }, i) => {
    const own = all[i] as Named<Variable>;
    const { W, b } = own as Record<'W' | 'b', Variable>;
    const { pool, shape } = net.borders[i] as Network['borders'][0];
    const read = pool === undefined ? h : asRows(maxPool(asImages(h, shape), pool, pool, 'valid'));
    // The last layer's activation is the head's.
    const f = i === net.layers.length - 1 ? activations.linear : activations[activation];
    const dense = () => f.apply(matMul(read, W as unknown as Tensor2D).add(b) as Tensor2D);
    if (block === 'dense') return dense();
    if (block === 'residual') return read.add(dense()) as Tensor2D;
    if (block === 'transformer') return transformerOracle({ activation, place }, own, read);
    const { kernel = 1, stride = 1, padding = 0 } = place.options;
    const [channels = 1] = place.input.shape;
    const filters = transpose(reshape(W, [channels, kernel, kernel, -1]), [1, 2, 0, 3]) as Tensor4D;
    const around: [number, number] = [padding, padding];
    const z = conv2d(asImages(read, place.input.shape), filters, stride, [[0, 0], around, around, [0, 0]]);
    return f.apply(asRows(z.add(b)));
  }, x);
}

/** Gradients of the mean binary cross-entropy, for all parameters. */
function autodiff(net: Network, x: Tensor2D, target: Tensor2D): Tensor[] {
  const layers = net.layers.map(({ parameters }) =>
    Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, variable(one)])),
  );
  const all = layers.flatMap((one) => Object.values(one));
  const { grads } = variableGrads(() => {
    const y = outputOf(net, layers, x).sigmoid();
    const terms = target.mul(y.log()).add(target.mul(-1).add(1).mul(y.mul(-1).add(1).log()));
    return terms.sum().div(-y.size) as Scalar;
  }, all);
  return all.map((one) => grads[one.name] as Tensor);
}

async function stepOnce(config: RunSpec, initial: InitialValues, rows?: Float32Array): Promise<number[]> {
  const net = createNetwork(config, data, initial);
  trainStep(net, firstBatch(data, config.batchSize), memoryOf(config, rows, data));
  return valuesOf(net);
}

/** Losses of a run, after each batch and each epoch. */
async function points(changes: Partial<RunSpec>): Promise<number[]> {
  const losses: number[] = [];
  for await (const event of train(tinyConfig(changes), data)) {
    if (event.type === 'loss') losses.push(event.trainingLoss);
    if (event.type === 'epoch') losses.push(event.trainingLoss, event.testLoss);
  }
  return losses;
}

function expectClose(found: readonly number[], wanted: readonly number[], bound: number): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) {
    const difference = Math.abs((found[i] as number) - value);
    expect(difference, `entry ${i}`).toBeLessThanOrEqual(bound * Math.max(1, Math.abs(value)));
  }
}

/** A memory that holds what `of` gives for the first batch, and zeros. */
async function storedFor(
  config: RunSpec,
  initial: InitialValues,
  of: (y: Tensor2D, target: Tensor2D) => Tensor2D,
): Promise<Float32Array> {
  const net = createNetwork(config, data, initial);
  const { x, target } = firstBatch(data, config.batchSize);
  const rows = new Float32Array(data.train.size * data.outputs);
  rows.set(await tidy(() => of(predict(net, x), target)).data());
  return rows;
}

describe.each(withFA)('$text', ({ hidden }) => {
  it('FA whose B is copied from the filters and weights at every step is BP, in a whole run', async () => {
    const copied = { feedbackRedraw: 'copy-steps', feedbackRedrawSteps: 1 } as const;
    expect(await points({ hidden: [...hidden], ...copied, rule: 'fa' })).toEqual(
      await points({ hidden: [...hidden], rule: 'bp' }),
    );
    if (hidden.length > 1)
      expect(await points({ hidden: [...hidden], rule: 'fa' })).not.toEqual(
        await points({ hidden: [...hidden], rule: 'bp' }),
      );
  });
});

describe.each(cases)('$text', ({ hidden }) => {
  it.each(['tanh', 'relu', 'sigmoid'] as const)('%s: BP is automatic differentiation', async (activation) => {
    const config = tinyConfig({ hidden: [...hidden], activation, learningRate: 1 });
    const net = createNetwork(config, data);
    const { x, target } = firstBatch(data, config.batchSize);
    const gradients: number[] = [];
    for (const one of autodiff(net, x, target)) gradients.push(...(await one.data()));
    const before = await valuesOf(net);
    trainStep(net, firstBatch(data, config.batchSize), undefined);
    const taken = (await valuesOf(net)).map((value, i) => (before[i] as number) - value);
    const largest = Math.max(...gradients.map(Math.abs));
    for (const [i, gradient] of gradients.entries())
      expect(Math.abs((taken[i] as number) - gradient), `entry ${i}`).toBeLessThan(1e-4 * largest);
  });

  it('F3-Error fed the current error is DFA, and its sign sDFA', async () => {
    const config = tinyConfig({ hidden: [...hidden], rule: 'dfa' });
    const initial = drawInitialValues(config, data);
    const f3 = { ...config, rule: 'f3-error' } as const;
    const error = await storedFor(config, initial, (y, target) => target.sub(y) as Tensor2D);
    expectClose(await stepOnce(f3, initial, error), await stepOnce(config, initial), 0);
    const sign = await storedFor(config, initial, (y, target) => target.sub(y).sign() as Tensor2D);
    const sdfa = await stepOnce({ ...config, rule: 'sdfa' }, initial);
    expectClose(await stepOnce(f3, initial, sign), sdfa, 0);
  });

  it.each(['f3-error', 'f3-loss'] as const)('%s is DRTP in the first epoch, bit for bit', async (rule) => {
    const own: Partial<RunSpec> = { hidden: [...hidden], optimizer: 'adam', learningRate: 0.01 };
    const f3 = await points({ ...own, rule });
    const drtp = await points({ ...own, rule: 'drtp' });
    expect(f3.slice(0, 7)).toEqual(drtp.slice(0, 7));
    expect(f3.slice(7)).not.toEqual(drtp.slice(7));
  });

  it('LLO is every other rule with its hidden layers frozen, bit for bit', async () => {
    const frozen = hidden.map((_, i) => ({ layer: i + 1, from: 1 }));
    const llo = await points({ hidden: [...hidden], rule: 'llo' });
    for (const rule of rulesOf(hidden).filter((id) => rules[id].path !== 'input'))
      expect(await points({ hidden: [...hidden], rule, freeze: frozen }), rule).toEqual(llo);
  });

  it.each(rulesOf(hidden))('%s learns, and leaks no tensor', async (rule) => {
    const config = tinyConfig({ hidden: [...hidden], rule, optimizer: 'adam' });
    const net = createNetwork(config, data);
    const memory = memoryOf(config, undefined, data);
    const batch = firstBatch(data, config.batchSize);
    const first = await trainStep(net, batch, memory).data();
    const before = tensorMemory().numTensors;
    let last = first;
    for (let step = 0; step < 3; step++) {
      const loss = trainStep(net, batch, memory);
      last = await loss.data();
      loss.dispose();
    }
    expect(tensorMemory().numTensors).toBe(before);
    expect(last[0]).not.toBe(first[0]);
  });
});

it('DFA with B = −W_Kᵀ / (N C), set again before every step, is BP below a convolution that is not pooled', async () => {
  const bp = tinyConfig({ hidden: [conv(2, { pool: 1 })] });
  const C = data.outputs;
  let start = drawInitialValues(bp, data);
  for (let step = 0; step < 4; step++) {
    const top = start.layers[1]?.W as Float32Array;
    const n = top.length / C;
    const B = Float32Array.from({ length: C * n }, (_, i) => {
      const entry = top[(i % n) * C + Math.floor(i / n)] as number;
      return -entry / (bp.batchSize * C);
    });
    const expected = await stepOnce(bp, start);
    expectClose(await stepOnce({ ...bp, rule: 'dfa' }, { ...start, feedback: [B] }), expected, 1e-6);
    let from = 0;
    const layers = start.layers.map((layer) =>
      Object.fromEntries(
        Object.entries(layer).map(([name, values]) => {
          const own = Float32Array.from(expected.slice(from, from + values.length));
          from += values.length;
          return [name, own];
        }),
      ),
    );
    start = { ...start, layers };
  }
});

it('with linear f, DFA fed through the forward paths is BP, with I + W for each residual layer', async () => {
  const bp = tinyConfig({ hidden: [6, residual(6), residual(6), 4], activation: 'linear' });
  const start = drawInitialValues(bp, data);
  const { layers } = createNetwork(bp, data, start);
  const scale = bp.batchSize * data.outputs;
  const feedback = tidy(() =>
    alignedFeedback(rules.dfa, layers)?.map((B) => B?.div(scale).dataSync() as Float32Array),
  );
  const found = await stepOnce({ ...bp, rule: 'dfa' }, { ...start, feedback: feedback ?? [] });
  expectClose(found, await stepOnce(bp, start), 1e-6);
});

it('B has the shapes of the papers: [C, channels · height · width], before pooling; filters for FA', () => {
  const net = (rule: RuleId) => createNetwork(tinyConfig({ rule, hidden: [conv(4), conv(3), 5] }), data);
  const shapesOf = (rule: RuleId) => feedbackShapes(rules[rule], net(rule).shapes);
  expect(shapesOf('drtp')).toEqual([
    [3, 4 * 6 * 6],
    [3, 3 * 3 * 3],
    [3, 5],
  ]);
  expect(shapesOf('fa')).toEqual([
    [3, 4 * 3 * 3],
    [5, 3],
    [3, 5],
  ]);
  // Kaiming: fan-in channels · height · width.
  const [B = tensor([0])] = net('drtp').feedback;
  const most = Math.max(...[...B.dataSync()].map(Math.abs));
  expect(most).toBeLessThanOrEqual(Math.sqrt(6 / 144) * (1 + 1e-6));
  expect(most).toBeGreaterThan(0.97 * Math.sqrt(6 / 144));
});

it('F³ stores the error from before the update', async () => {
  const config = tinyConfig({ rule: 'f3-error', hidden: [conv(3), 5], learningRate: 5 });
  const initial = drawInitialValues(config, data);
  const before = await storedFor(config, initial, (y, target) => target.sub(y) as Tensor2D);
  const memory = memoryOf(config, undefined, data) as ErrorMemory;
  trainStep(createNetwork(config, data, initial), firstBatch(data, 5), memory);
  expectClose([...(await memory.all().data())].slice(0, 15), [...before].slice(0, 15), 1e-7);
});

describe('the gradient’s noise', () => {
  const config = tinyConfig({ rule: 'fa', hidden: [conv(3), 5], measures: ['gradient-noise'] });

  it('is measured of dense layers above pooled maps, and of no convolution', async () => {
    for await (const event of train(config, data)) {
      if (event.type !== 'measures') continue;
      const noise = Object.values(event.values['gradient-noise'] ?? {});
      expect(noise.length).toBeGreaterThan(0);
      for (const [filters, dense, output] of noise) {
        expect(Number.isFinite(filters)).toBe(false);
        expect(Number.isFinite(dense)).toBe(true);
        expect(Number.isFinite(output)).toBe(true);
      }
    }
  });

  it('is that of the gradients of single samples', () => {
    const net = createNetwork(config, data);
    const batch = firstBatch(data, 6);
    const record: Recorded = {
      dh: new Map(),
      dz: new Map(),
      gradients: new Map(),
      input: new Map(),
      all: [],
    };
    const guide = { rule: rules.bp, feedback: [] };
    tidy(() => passThrough(net, { guide, early: undefined }, batch, record));
    const [h, dz] = [record.input.get(2) as Tensor2D, record.dz.get(2) as Tensor2D];
    const layer = net.layers[1] as NetworkLayer;
    const single = Array.from({ length: 6 }, (_, n) =>
      layer.gradients(h.rows(n, 1), { dz: dz.rows(n, 1) }).W?.dataSync(),
    ) as Float32Array[];
    const [rows, columns] = layer.weights.shape;
    const wanted = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) => {
        const all = single.map((one) => one[row * columns + column] as number);
        const mean = all.reduce((a, b) => a + b) / 6;
        const square = all.reduce((a, b) => a + b * b, 0) / 6;
        return square === 0
          ? 0
          : Math.abs(mean) / Math.sqrt(Math.max(0, square * 0.9999 - mean * mean) + square * 1e-4);
      }).reduce((a, b) => a + b),
    );
    const probed = tidy(() => probeOf(net, guide, batch, undefined)[1]?.signalToNoise().sums.dataSync());
    expect(probed).toHaveLength(rows);
    for (const [row, value] of wanted.entries()) expect(probed?.[row], `row ${row}`).toBeCloseTo(value, 2);
  });
});
