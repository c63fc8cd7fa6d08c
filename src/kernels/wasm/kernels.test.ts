/** The wasm kernels against the plain operations that they replace. */
import {
  matMul,
  memory,
  randomNormal,
  reshape,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tensor3d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import '../../core/ops';
import { type ActivationId, activations } from '../../core/blocks/activation';
import { type Delta, transposed } from '../../core/blocks/block';
import { densePlace } from '../../core/blocks/chain';
import { dense } from '../../core/blocks/dense';
import type { BlockKernels, Kernels } from '../../core/kernels';
import { adam } from '../../core/optimizers/adam';
import { optionValues } from '../../core/options';
import { createStream } from '../../core/random/rng';
import { gatherBatch, type Standardise } from '../../core/samples/batches';
import { wasmMemory } from './memory';

let kernels: Required<Pick<Kernels, 'standardise' | 'descend'>>;
let own: Required<BlockKernels>;
beforeAll(async () => {
  const all = await startBackend('wasm');
  kernels = all as typeof kernels;
  own = all.blocks?.dense as typeof own;
});

const stream = createStream(1, 'kernels');
const values = (size: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, () => scale * stream.normal());
const matrix = (rows: number, columns: number, scale = 1): Tensor2D =>
  tensor2d(values(rows * columns, scale), [rows, columns]);

/** Largest absolute difference. */
async function worst(a: Tensor, b: Tensor): Promise<number> {
  expect(a.shape).toEqual(b.shape);
  const [left, right] = [(await a.data()) as Float32Array, await b.data()];
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - (right[i] as number))), 0);
}

/** A B, rounded after each operation, in the order of k. */
function product(A: Float32Array, B: Float32Array, M: number, K: number, N: number): Float32Array {
  const { fround } = Math;
  return Float32Array.from({ length: M * N }, (_, at) => {
    const [i, j] = [Math.floor(at / N), at % N];
    let sum = 0;
    for (let k = 0; k < K; k++)
      sum = fround(sum + fround((A[i * K + k] as number) * (B[k * N + j] as number)));
    return sum;
  });
}

/** Shapes around multiples of the 4 × 8 and 5 × 8 blocks, and larger ones. */
const shapes = [
  ...[1, 2, 4, 5, 6, 8, 9, 11, 16, 33].flatMap((M, i) =>
    [1, 3, 7, 8, 9, 12, 17, 40].map((N, j) => [M, N, [1, 2, 5, 31][(i + j) % 4] as number] as const),
  ),
  // More than are multiplied at once.
  ...([
    [1, 1, 1025],
    [7, 13, 2050],
    [21, 4, 3072],
  ] as const),
];

it.each([
  [3, 7],
  [4, 784],
  [1, 1],
])('standardises %i rows of %i bytes to the same bits as plain operations', async (rows, inputs) => {
  const bytes = Uint8Array.from({ length: 9 * inputs }, () => stream.below(256));
  const labels = new Uint8Array(9);
  const split = { size: 9, inputs: bytes, targets: { kind: 'classes', labels } } as const;
  const data = { id: 'bytes', inputs, outputs: 2, mean: 33.318421, deviation: 78.567489 };
  const indices = Uint32Array.from({ length: rows }, () => stream.below(9));
  const gather = (standardise?: Standardise) =>
    gatherBatch({ ...data, train: split, test: split }, split, indices, standardise).x;
  expect(await gather(kernels.standardise).data()).toEqual(await gather().data());
});

describe('matrix products', () => {
  it.each(shapes)('%i × %i over %i, plain and transposed', async (M, N, K) => {
    const [A, B] = [values(M * K), values(K * N)];
    const expected = product(A, B, M, K, N);
    const a = tensor2d(A, [M, K]);
    const b = tensor2d(B, [K, N]);
    const inBlocksOf = (rows: number) => {
      wasmMemory().assembly.takeRows(rows);
      return tidy(() => [
        matMul(a, b),
        matMul(a.transpose() as Tensor2D, b, true),
        matMul(a, b.transpose() as Tensor2D, false, true),
        matMul(a.transpose() as Tensor2D, b.transpose() as Tensor2D, true, true),
      ]);
    };
    const all = [...inBlocksOf(5), ...inBlocksOf(4)];
    for (const found of all) {
      expect(found.shape).toEqual([M, N]);
      // For every layout and block size.
      expect(await found.data()).toEqual(expected);
    }
  });

  it('are zeros for an empty inner dimension, and other ranks use the original kernel', async () => {
    expect(await matMul(zeros([2, 0]) as Tensor2D, zeros([0, 3]) as Tensor2D).data()).toEqual(
      new Float32Array(6),
    );
    expect(matMul(zeros([2, 3, 4]), zeros([2, 4, 5])).shape).toEqual([2, 3, 5]);
    expect(matMul(zeros([1, 3, 4]), zeros([2, 4, 5])).shape).toEqual([2, 3, 5]);
    expect(matMul(zeros([2, 2, 3, 4]), zeros([2, 2, 4, 5])).shape).toEqual([2, 2, 3, 5]);
  });

  it.each([
    [1, 5, 9, 4],
    [3, 16, 7, 33],
    [6, 2, 8, 1025],
  ])('%i pairs of %i × %i over %i have the bits of single products', async (pairs, M, N, K) => {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const A = tensor3d(values(pairs * M * K), transposeA ? [pairs, K, M] : [pairs, M, K]);
      const B = tensor3d(values(pairs * K * N), transposeB ? [pairs, N, K] : [pairs, K, N]);
      const single = Array.from({ length: pairs }, (_, i) => {
        const one = (of: Tensor3D) => reshape(slice(of, i, 1), [of.shape[1], of.shape[2]]) as Tensor2D;
        return [...matMul(one(A), one(B), transposeA, transposeB).dataSync()];
      });
      expect([...(await matMul(A, B, transposeA, transposeB).data())]).toEqual(single.flat());
    }
  });

  it.each([1, 2])('of %i pairs use the new values of an operand updated in place', async (pairs) => {
    const x = tensor3d(new Float32Array(4 * pairs).fill(1), [pairs, 1, 4]);
    const W = tensor3d(new Float32Array(12 * pairs).fill(1), [pairs, 4, 3]);
    expect(await matMul(x, W).data()).toEqual(new Float32Array(3 * pairs).fill(4));
    kernels.descend.sgd?.({ parameter: W, state: [] }, W.mul(1), context(1, 0.5));
    expect(await matMul(x, W).data()).toEqual(new Float32Array(3 * pairs).fill(2));
  });

  it('use the new values of a right operand that was updated in place', async () => {
    const x = tensor2d([1, 1, 1, 1], [1, 4]);
    const W = tensor2d(new Float32Array(12).fill(1), [4, 3]);
    expect(await matMul(x, W).data()).toEqual(Float32Array.of(4, 4, 4));
    const slots = { W: { parameter: W, state: [zeros([4, 3]), zeros([4, 3])] } };
    const dz = tensor2d([1, 1, 1], [1, 3]);
    const layer = { activation: 'linear', place: densePlace(4, 3), parameters: {}, slots } as const;
    own.learn.adam?.(layer, x, { dz }, context(1, 0.5));
    // Adam's first step has the size of the learning rate.
    for (const value of await matMul(x, W).data()) expect(value).toBeCloseTo(2, 5);
  });
});

const context = (t: number, learningRate = 0.01, given = {}) => ({
  learningRate,
  t,
  options: optionValues(adam.options, given),
});

describe.each(['tanh', 'relu', 'linear', 'sigmoid', 'softmax'] as const)(
  'a layer with %s',
  (activation: ActivationId) => {
    const { apply, pullBack } = activations[activation];

    it.each([
      [1, 1, 1],
      [3, 5, 7],
      [50, 20, 10],
      [6, 9, 33],
    ])('forward: %i samples, %i to %i units', async (N, inputs, units) => {
      const parameters = { W: matrix(inputs, units), b: tensor1d(values(units)) as Tensor1D };
      const layer = { activation, place: densePlace(inputs, units), parameters };
      const x = matrix(N, inputs, 2);
      const before = memory().numTensors;
      const found = own.forward(layer, x);
      expect(memory().numTensors).toBe(before + 1);
      expect(await worst(found, dense.forward(layer, x))).toBeLessThan(2e-6);
    });

    it('pulls a delta back through it in vjp', async () => {
      const h = apply(matrix(6, 9));
      const [dh, B] = [matrix(6, 9), matrix(9, 11)];
      const dz = pullBack(dh, h);
      const W = B.transpose() as Tensor2D;
      const through = (delta: Delta, one: Tensor2D | ReturnType<typeof transposed>) =>
        own.vjp({ activation, place: densePlace(11, 9), parameters: {} }, h, delta, { W: one });
      for (const delta of [{ dh, h }, { dz }])
        for (const one of [W, transposed(B)])
          expect(await worst(through(delta, one), matMul(dz, B))).toBeLessThan(1e-5);
    });
  },
);

it('tanh is accurate to a few ULP, also for large arguments and near zero', async () => {
  const z = Float32Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100);
  z.set([0, 1e-8, -1e-8, 1e-4, 3e38, -3e38, 7.9, -7.9], 0);
  const layer = {
    activation: 'tanh',
    place: densePlace(1, 1),
    parameters: { W: tensor2d([1], [1, 1]), b: tensor1d([0]) },
  } as const;
  const found = await own.forward(layer, tensor2d(z, [z.length, 1])).data();
  for (const [i, value] of z.entries()) {
    const right = Math.tanh(value);
    expect(Math.abs((found[i] as number) - right)).toBeLessThanOrEqual(4e-7 * Math.abs(right));
  }
});

it('propagates NaN, so that divergence is detected', async () => {
  const layer = {
    activation: 'tanh',
    place: densePlace(1, 1),
    parameters: { W: tensor2d([1], [1, 1]), b: tensor1d([0]) },
  } as const;
  expect(await own.forward(layer, tensor2d([Number.NaN], [1, 1])).data()).toEqual(
    Float32Array.of(Number.NaN),
  );
  expect(await matMul(tensor2d([Number.NaN], [1, 1]), tensor2d([2], [1, 1])).data()).toEqual(
    Float32Array.of(Number.NaN),
  );
});

it('the workspace grows on request, and overlaps no tensor', async () => {
  const { workspace } = wasmMemory();
  const [A, B] = [matrix(300, 200, 0.1), matrix(200, 500, 0.1)];
  const first = await matMul(A, B).data();
  expect(workspace(1_000_000) % 4).toBe(0);
  const held = randomNormal([300, 500], 0, 1, 'float32', 1);
  const before = await held.data();
  expect(await matMul(A, B).data()).toEqual(first);
  expect(await held.data()).toEqual(before);
});

it('column sums in double precision are rounded once', () => {
  const [rows, columns] = [20_000, 6];
  const { assembly, workspace, floats } = wasmMemory();
  const place = workspace(rows * columns + columns);
  floats(place, rows * columns).fill(0.1);
  const sums = place + 4 * rows * columns;
  assembly.columnSumsInDouble(rows, columns, place, sums);
  const off = (sum: number): number => Math.abs(sum / (rows * Math.fround(0.1)) - 1);
  for (const sum of floats(sums, columns)) expect(off(sum)).toBeLessThan(1e-7);
  let oneByOne = 0;
  for (let n = 0; n < rows; n++) oneByOne = Math.fround(oneByOne + Math.fround(0.1));
  expect(off(oneByOne)).toBeGreaterThan(1e-4);
});
