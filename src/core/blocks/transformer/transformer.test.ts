/** What the generic tests of blocks do not reach: pieces of a batch, what they hold, initial values, and what does not fit. */
import { memory, profile, type Tensor, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '../../ops';
import { createStream } from '../../random/rng';
import { useCpu } from '../../testSupport';
import { weightInits } from '../../weights';
import { withDeviation } from '../../weights/weightInit';
import type { Layer } from '../block';
import { type ChainedBlock, chainOf, chainProblem } from '../chain';
import { hiddenLayer } from '../hidden';
import { atOnce } from './sizes';

beforeAll(useCpu);

const stream = createStream(3, 'transformers');
const draw = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.uniform(-1, 1)),
    [...shape],
  );

/** @param samples as a share of those that are taken at once */
function setUp(options: Record<string, number>, samples: (atOnce: number) => number) {
  const { dims = 1, tokens = 1 } = options;
  const ends = { inputs: dims * tokens, outputs: 2 };
  const layers = [hiddenLayer('transformer', { ...options, embedding: 0 })];
  const { block, below: _, id: __, ...place } = chainOf(ends, layers)[0] as ChainedBlock;
  const specs = Object.entries(block.parameters(place));
  const parameters = Object.fromEntries(specs.map(([name, { shape }]) => [name, draw(shape)]));
  const layer: Layer = { activation: 'tanh', place, parameters };
  const count = samples(atOnce(place));
  const [h, dh] = [draw([count, ends.inputs]), draw([count, ends.inputs])] as [Tensor2D, Tensor2D];
  const computed = [
    ['forward', () => block.forward(layer, h)],
    ['vjp', () => block.vjp(layer, h, { dz: dh }, parameters)],
    ['gradients', () => Object.values(block.gradients(layer, h, { dz: dh }))],
  ] as const;
  return { block, place, layer, h, dh, computed };
}

const many = [
  ['shares', { dims: 2, tokens: 32, heads: 64, key: 1, mlp: 2 }],
  ['queries, keys and values', { dims: 2, tokens: 4, heads: 8, key: 512, mlp: 2 }],
  ['tokens', { dims: 1024, tokens: 2, heads: 1, key: 1, mlp: 1 }],
  ['hidden units', { dims: 2, tokens: 4, heads: 1, key: 1, mlp: 8192 }],
  ['values of each kind', { dims: 256, tokens: 16, heads: 8, key: 32, mlp: 512 }],
] as const;

it.each(many)('with many %s it holds no more than its workspace', async (_, options) => {
  const { block, place, layer, h, computed } = setUp(options, (most) => Math.ceil(most / 8));
  const workspace = block.cost(place).workspace?.(h.shape[0]) ?? 0;
  const own = Object.values(layer.parameters).reduce((sum, { size }) => sum + size, 0);
  for (const [name, compute] of computed) {
    const before = memory().numBytes;
    const { peakBytes } = await profile(() => tidy(compute as () => Tensor2D));
    expect((peakBytes - before) / 4, name).toBeLessThan(workspace + 2 * own);
  }
});

it('the pieces of a batch give what single samples give, and their gradients are added', () => {
  const { block, layer, h, dh } = setUp(
    { dims: 2, tokens: 2, heads: 1, key: 1, mlp: 8192 },
    (most) => most + 2,
  );
  const most = h.shape[0] - 2;
  expect(most).toBe(atOnce(layer.place));
  const [out, back] = [block.forward(layer, h), block.vjp(layer, h, { dz: dh }, layer.parameters)];
  for (const sample of [0, most - 1, most, most + 1]) {
    const [one, delta] = [h.rows(sample, 1), { dz: dh.rows(sample, 1) }];
    expect(block.forward(layer, one).dataSync()).toEqual(out.rows(sample, 1).dataSync());
    const dhOne = block.vjp(layer, one, delta, layer.parameters);
    expect(dhOne.dataSync()).toEqual(back.rows(sample, 1).dataSync());
  }
  const of = (from: number, count: number) =>
    block.gradients(layer, h.rows(from, count), { dz: dh.rows(from, count) });
  const [first, last] = [of(0, most), of(most, 2)];
  for (const [name, gradient] of Object.entries(block.gradients(layer, h, { dz: dh }))) {
    const sum = (first[name] as Tensor).add(last[name] as Tensor);
    expect(gradient.dataSync(), name).toEqual(sum.dataSync());
  }
});

it('begins as in PyTorch: ±1/√n for dense layers of n inputs, gains 1 and biases 0 of layer normalisation', () => {
  const ends = { inputs: 784, outputs: 10, shape: [1, 28, 28] };
  const {
    block,
    below: _,
    id: __,
    ...place
  } = chainOf(ends, [hiddenLayer('transformer', {})])[0] as ChainedBlock;
  const values = block.start(withDeviation(weightInits.pytorch, 1), createStream(1, 'weights', 1), place);
  const fanIn = {
    ...{ embed: 784, embedBias: 784, qkv: 32, out: 512, outBias: 512 },
    ...{ up: 32, upBias: 32, down: 128, downBias: 128 },
  };
  for (const [name, n] of Object.entries(fanIn)) {
    const most = Math.max(...(values[name] as Float32Array).map(Math.abs));
    expect(most, name).toBeLessThanOrEqual(1 / Math.sqrt(n) + 1e-7);
    expect(most, name).toBeGreaterThan(0.9 / Math.sqrt(n));
  }
  for (const name of ['gainA', 'gainM']) expect(new Set(values[name])).toEqual(new Set([1]));
  for (const name of ['biasA', 'biasM']) expect(new Set(values[name])).toEqual(new Set([0]));
});

describe('what enters', () => {
  const digits = { inputs: 784, outputs: 10, shape: [1, 28, 28] };

  it('is embedded, or must be the tokens', () => {
    const embedding = hiddenLayer('transformer', {});
    const plain = hiddenLayer('transformer', { embedding: 0 });
    expect(chainProblem(digits, [embedding, plain, 512, plain])).toBeUndefined();
    expect(chainProblem(digits, [500, plain])).toEqual({
      layer: 1,
      problem:
        'transformer:32:embedding=0 reads 16 tokens of 32 dimensions, and gets 500 numbers instead of 512. Choose an embedding of 1, which makes tokens of whatever enters, or tokens × dimensions that give 500.',
    });
  });
});
