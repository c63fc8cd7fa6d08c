/** Checks every registered block against the interface. */
import '@tensorflow/tfjs-backend-cpu';
import { env, setBackend, type Tensor, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import '../ops';
import type { OptionValues } from '../options';
import { createStream } from '../random/rng';
import { weightInitIds, weightInits } from '../weights';
import { withDeviation } from '../weights/weightInit';
import { type BlockId, blockIds } from '.';
import { activationIds } from './activation';
import { type Block, type Delta, type Layer, type Named, transposed } from './block';
import { pooledBorder } from './border';
import { type ChainedBlock, chainOf, chainProblem, parameterSizes } from './chain';
import { blockLayerOf, type HiddenLayer, hiddenLayer, layerText, withUnits } from './hidden';

/** float32 is too coarse for finite differences, so the cpu backend computes in double precision here. */
env().set('PROD', true);
vi.stubGlobal('Float32Array', Float64Array);
await setBackend('cpu');
afterAll(() => {
  vi.unstubAllGlobals();
});

const N = 3;
const stream = createStream(2, 'blocks');
const draw = (shape: readonly number[]): Tensor =>
  tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.uniform(-1, 1)),
    [...shape],
    'float32',
  );
const numbers = (one: Tensor): number[] => [...one.dataSync()];
const dot = (a: Tensor, b: Tensor): number => {
  const right = numbers(b);
  return numbers(a).reduce((sum, value, i) => sum + value * (right[i] as number), 0);
};

/** Two channels of 4 × 4 pixels: every block stands on them. */
const ends = { inputs: 32, outputs: 2, shape: [2, 4, 4] };

/** Options besides the size where the defaults are large. */
const small: Partial<Record<BlockId, OptionValues>> = {
  transformer: { tokens: 2, heads: 2, key: 2, mlp: 3 },
};

/** As small as stands on `ends`: a residual block is as large as what enters. */
const smallest = (id: BlockId): HiddenLayer => {
  const [five, all] = [5, ends.inputs].map((units) => withUnits(hiddenLayer(id, small[id] ?? {}), units));
  return (chainProblem(ends, [five as HiddenLayer]) ? all : five) as HiddenLayer;
};

/** Layers of each block: with its defaults but small, and with options in other combinations. */
const variants: readonly { readonly id: BlockId; readonly hidden: HiddenLayer }[] = [
  ...blockIds.map((id) => ({ id, hidden: smallest(id) })),
  ...[
    { channels: 3, kernel: 1, stride: 1, padding: 0, pool: 1 },
    { channels: 2, kernel: 3, stride: 2, padding: 1, pool: 1 },
    { channels: 2, kernel: 4, stride: 3, padding: 2, pool: 2 },
    { channels: 1, kernel: 2, stride: 2, padding: 0, pool: 2 },
  ].map((options) => ({ id: 'convolution' as const, hidden: hiddenLayer('convolution', options) })),
  ...[
    { dims: 8, tokens: 4, heads: 2, key: 3, mlp: 5, embedding: 0 },
    { dims: 32, tokens: 1, heads: 1, key: 2, mlp: 3, embedding: 0 },
    // Of two dims, close together, normalisation would be too curved for finite differences.
    { dims: 6, tokens: 2, heads: 3, key: 1, mlp: 1, embedding: 1 },
  ].map((options) => ({ id: 'transformer' as const, hidden: hiddenLayer('transformer', options) })),
];

/** A hidden block with random parameters. */
function setUp(hidden: HiddenLayer, activation: Layer['activation']) {
  const link = chainOf(ends, [hidden])[0] as ChainedBlock;
  const { block, below: _below, id: _id, ...place } = link;
  const { input, output } = place;
  const specs = Object.entries(block.parameters(place));
  const layer: Layer = {
    ...{ activation, place },
    parameters: Object.fromEntries(specs.map(([name, { shape }]) => [name, draw(shape)])),
  };
  return { link, block, place, input, output, specs, layer, h: draw([N, input.size]) as Tensor2D };
}

/** Central difference of `of` for entry `i` of a tensor. */
function slope(values: Tensor, i: number, of: (moved: Tensor) => number): number {
  const step = 1e-5;
  const at = (by: number): number => {
    const moved = numbers(values);
    moved[i] = (moved[i] as number) + by;
    return tidy(() => of(tensor(moved, values.shape, 'float32')));
  };
  return (at(step) - at(-step)) / (2 * step);
}

/** The slopes of `of` at every entry of a tensor, computed once. */
function slopesOf(values: Tensor, of: (moved: Tensor) => number): () => readonly number[] {
  let slopes: readonly number[] | undefined;
  return () => {
    slopes ??= numbers(values).map((_, i) => slope(values, i, of));
    return slopes;
  };
}

function expectSlopes(
  found: Tensor | undefined,
  values: Tensor,
  slopes: readonly number[],
  what: string,
): void {
  expect(found?.shape, what).toEqual(values.shape);
  for (const [i, value] of numbers(found as Tensor).entries())
    expect(value, `${what}, entry ${i}`).toBeCloseTo(slopes[i] as number, 8);
}

const named = variants.map(({ id, hidden }) => ({ id, hidden, text: layerText(hidden) }));
const cases = named.flatMap((one) => activationIds.map((activation) => ({ ...one, activation })));

describe.each(cases)('$text with $activation', ({ hidden, activation }) => {
  const { block, layer, h, place, output } = setUp(hidden, activation);
  const out = block.forward(layer, h);
  /** L = Σ dh' ⊙ h', whose derivative for h' is dh'. */
  const dh = draw([N, output.size]) as Tensor2D;
  const dz = block.pullBack?.(layer, dh, out) ?? dh;
  const loss = (parameters: Named<Tensor>, input: Tensor2D): number =>
    dot(dh, block.forward({ activation, place, parameters }, input));
  const slopesOfInput = slopesOf(h, (moved) => loss(layer.parameters, moved as Tensor2D));
  const slopesOfParameters = Object.entries(layer.parameters).map(
    ([name, values]) =>
      [name, values, slopesOf(values, (moved) => loss({ ...layer.parameters, [name]: moved }, h))] as const,
  );
  const entrances: [string, Delta][] = [
    ['from dh’ through f', { dh, h: out }],
    ['from dz', { dz }],
  ];

  it.each(entrances)('vjp %s is the derivative with respect to the input', (_, delta) => {
    expectSlopes(block.vjp(layer, h, delta, layer.parameters), h, slopesOfInput(), 'dh');
  });

  it.each(entrances)('gradients %s are those of all parameters', (_, delta) => {
    const gradients = block.gradients(layer, h, delta);
    expect(Object.keys(gradients)).toEqual(Object.keys(layer.parameters));
    for (const [name, values, slopes] of slopesOfParameters)
      expectSlopes(gradients[name], values, slopes(), name);
  });

  it('vjp accepts substitute parameters, also transposed ones, or refuses them if it goes through several', () => {
    const { weights } = block.describe(place);
    const own = layer.parameters[weights] as Tensor2D;
    const other = draw(own.shape) as Tensor2D;
    if (block.severalMatrices) {
      for (const one of [other, transposed(other)])
        expect(() => block.vjp(layer, h, { dh, h: out }, { ...layer.parameters, [weights]: one })).toThrow(
          'through its own parameters',
        );
      return;
    }
    const through = (one: Tensor2D | ReturnType<typeof transposed>) =>
      numbers(block.vjp(layer, h, { dh, h: out }, { [weights]: one }));
    expect(through(transposed(other.transpose() as Tensor2D))).toEqual(through(other));
    expect(through(other)).not.toEqual(through(own));
  });

  it('is pure: does not modify its arguments and returns new tensors', () => {
    const given = [h, dh, dz, out, ...Object.values(layer.parameters)];
    const before = given.map(numbers);
    const made = [
      block.forward(layer, h),
      ...(block.pullBack ? [block.pullBack(layer, dh, out)] : []),
      block.vjp(layer, h, { dz }, layer.parameters),
      ...Object.values(block.gradients(layer, h, { dz })),
    ];
    expect(given.map(numbers)).toEqual(before);
    for (const one of made) expect(given).not.toContain(one);
  });
});

/** Multiply-adds of the matrix products in `compute`. */
function countProducts(compute: () => Tensor | Tensor[] | object): number {
  let count = 0;
  const methods = ['matMul', 'matMulTransposed', 'transposedMatMul'] as const;
  const prototype = Object.getPrototypeOf(draw([1])) as Record<string, (this: Tensor, b: Tensor) => Tensor>;
  const spies = methods.map((name) => {
    const original = prototype[name] as (this: Tensor, b: Tensor) => Tensor;
    return vi.spyOn(prototype, name).mockImplementation(function (this: Tensor, b: Tensor) {
      const result = original.call(this, b);
      const inner = this.shape.at(name === 'transposedMatMul' ? -2 : -1) as number;
      count += result.size * inner;
      return result;
    });
  });
  compute();
  for (const spy of spies) spy.mockRestore();
  return count;
}

describe.each(named)('$text', ({ hidden }) => {
  const { link, block, place, input, output, specs, layer, h } = setUp(hidden, 'tanh');
  const dz = draw([N, output.size]) as Tensor2D;

  it('has the declared shapes', () => {
    const size = ({ shape }: { readonly shape: readonly number[] }) => shape.reduce((a, b) => a * b, 1);
    expect(size(input)).toBe(input.size);
    expect(size(output)).toBe(output.size);
    const out = block.forward(layer, h);
    expect(out.shape).toEqual([N, output.size]);
    expect(block.vjp(layer, h, { dz }, layer.parameters).shape).toEqual(h.shape);
    for (const [name, { shape }] of specs)
      expect(block.gradients(layer, h, { dz })[name]?.shape, name).toEqual(shape);
    expect(parameterSizes(link, true)).toEqual(specs.map(([, spec]) => size(spec)));
    expect(parameterSizes(link, false)).toEqual(specs.flatMap(([, spec]) => (spec.bias ? [] : [size(spec)])));
  });

  it.each(weightInitIds)('%s: initializes every parameter, determined by the seed alone', (init) => {
    const start = (seed: number) =>
      block.start(withDeviation(weightInits[init], 0.1), createStream(seed, 'weights', 1), place);
    const values = start(1);
    expect(Object.keys(values)).toEqual(specs.map(([name]) => name));
    for (const [name, { shape }] of specs)
      expect(values[name], name).toHaveLength(shape.reduce((a, b) => a * b, 1));
    expect(start(1)).toEqual(values);
  });

  it('declares the multiply-adds that it computes', () => {
    const cost = block.cost(place);
    const delta = { dh: dz, h: block.forward(layer, h) };
    expect(countProducts(() => block.forward(layer, h))).toBe(N * cost.forward);
    expect(countProducts(() => block.vjp(layer, h, delta, layer.parameters))).toBe(N * cost.vjp);
    expect(countProducts(() => block.gradients(layer, h, delta))).toBe(N * cost.gradients);
    expect(parameterSizes(link, false).reduce((a, b) => a + b, 0)).toBe(cost.update);
  });

  it('describes an existing parameter and existing connections', () => {
    const { weights, wired, skips } = block.describe(place);
    const own = layer.parameters[weights] as Tensor2D;
    expect(own.shape).toHaveLength(2);
    if (!wired) return;
    expect(own.shape).toEqual([input.size, output.size]);
    // With f = identity, the weight is the derivative of unit j with respect to input i.
    const linear = { ...layer, activation: 'linear' as const };
    for (let j = 0; j < output.size; j++) {
      const unit = tidy(() =>
        tensor(
          Array.from({ length: output.size }, (_, k) => Number(k === j)),
          [1, output.size],
        ),
      );
      const dh = numbers(
        block.vjp(
          ...([linear, draw([1, input.size]), { dz: unit }, linear.parameters] as Parameters<Block['vjp']>),
        ),
      );
      const past = (i: number) => (skips && i === j ? 1 : 0);
      expect(dh).toEqual(dh.map((_, i) => past(i) + (numbers(own)[i * output.size + j] as number)));
    }
  });
});

it.each(named)('$text: is f of its matrix, where it has one', ({ hidden }) => {
  const { block, layer, h } = setUp(hidden, 'linear');
  const matrix = block.linear?.(layer.parameters);
  if (!matrix) return;
  const zeros = Object.entries(layer.parameters).map(([name, one]) => [
    name,
    one.rank === 1 ? one.mul(0) : one,
  ]);
  const out = block.forward({ ...layer, parameters: Object.fromEntries(zeros) }, h);
  for (const [i, value] of numbers(h.matMul(matrix)).entries())
    expect(numbers(out)[i], `entry ${i}`).toBeCloseTo(value, 12);
});

it('a chain ends with a dense block, and each block begins where the one below ends', () => {
  for (const { hidden } of variants) {
    const chain = chainOf(ends, [hidden, 6]);
    expect(chain.map((link) => link.id)).toEqual([blockLayerOf(hidden).block, 'dense', 'dense']);
    for (const [i, { below, input }] of chain.entries()) {
      if (i > 0) expect(below).toEqual(chain[i - 1]?.output);
      expect(input).toEqual(pooledBorder(below));
    }
    expect(chain.at(-1)?.output.size).toBe(2);
  }
});
