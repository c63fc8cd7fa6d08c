/** The first layer's products from lists of the bytes other than 0, against plain products in double precision. */
import { matMul, memory, reshape, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import '../../core/ops';
import { densePlace } from '../../core/blocks/chain';
import { dense } from '../../core/blocks/dense';
import type { BlockKernels, Kernels, Slot } from '../../core/kernels';
import { type OptimizerId, optimizers } from '../../core/optimizers';
import type { Optimizer, UpdateContext } from '../../core/optimizers/optimizer';
import { optionValues } from '../../core/options';
import { createStream } from '../../core/random/rng';
import { wasmMemory } from './memory';
import { entryShare, rowLists } from './sparse';

let kernels: Required<Pick<Kernels, 'standardise' | 'descend'>>;
let own: Required<BlockKernels>;
beforeAll(async () => {
  const all = await startBackend('wasm');
  kernels = all as typeof kernels;
  own = all.blocks?.dense as typeof own;
});

const stream = createStream(3, 'sparse');
const values = (size: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, () => scale * stream.normal());

const [mean, scale] = [33.318421, 1 / 78.567489];

interface Rows {
  readonly x: Tensor2D;
  /** Standardised in double precision. */
  readonly exact: Float64Array;
}

/** M rows of K bytes, a share of which is not 0, in a data set whose other rows are 0. */
function rowsOf(M: number, K: number, share: number, others = 3 * M): Rows {
  const bytes = new Uint8Array((M + others) * K);
  for (let i = 0; i < M * K; i++) if (stream.uniform(0, 1) < share) bytes[i] = 1 + stream.below(255);
  const indices = Uint32Array.from({ length: M }, (_, n) => M - 1 - n);
  const x = kernels.standardise({ bytes, width: K, indices, mean, scale });
  const exact = Float64Array.from({ length: M * K }, (_, at) => {
    const [n, k] = [Math.floor(at / K), at % K];
    return ((bytes[(M - 1 - n) * K + k] as number) - mean) * scale;
  });
  return { x, exact };
}

/**
 * The largest difference, relative to the magnitudes that are summed: x is the sum of x0 and v, which may nearly cancel.
 * @param factors x, and what it is multiplied by, of element (i, j)
 */
function worst(
  got: ArrayLike<number>,
  [rows, columns, inner]: readonly [number, number, number],
  factors: (i: number, j: number, k: number) => readonly [number, number],
): number {
  let most = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let [sum, size] = [0, 1e-30];
      for (let k = 0; k < inner; k++) {
        const [x, factor] = factors(i, j, k);
        sum += x * factor;
        size += (Math.abs(x) + 2 * mean * scale) * Math.abs(factor);
      }
      most = Math.max(most, Math.abs((got[i * columns + j] as number) - sum) / size);
    }
  return most;
}

/** Around 32, which are multiplied at once, and around multiples of four. */
const shapes = [1, 3, 4, 31, 32, 33, 40, 67].flatMap((N, i) =>
  [1, 2, 50].map((M, j) => [M, N, [1, 7, 8, 9, 31, 100][(i + j) % 6] as number] as const),
);
const shares = [0, 0.02, 0.19, 0.5, 1];

describe.each(shapes)('%i rows, %i units, %i inputs', (M, N, K) => {
  it.each(shares)('a share of %f of the bytes is not 0', async (share) => {
    const { x, exact } = rowsOf(M, K, share);
    expect(rowLists(x)).toBeDefined();
    expect(await x.data()).toEqual(Float32Array.from(exact));
    const [W, dz] = [values(K * N), values(M * N)];
    const Z = await x.matMul(tensor2d(W, [K, N])).data();
    const X = (n: number, k: number): number => exact[n * K + k] as number;
    expect(worst(Z, [M, N, K], (n, j, k) => [X(n, k), W[k * N + j] as number])).toBeLessThan(1e-6);
    const dW = await x.transposedMatMul(tensor2d(dz, [M, N])).data();
    expect(worst(dW, [K, N, M], (k, j, n) => [X(n, k), dz[n * N + j] as number])).toBeLessThan(1e-6);
  });
});

const plain: Readonly<Record<OptimizerId, Optimizer>> = optimizers;
const contextOf = (id: OptimizerId): UpdateContext => ({
  learningRate: 0.01,
  t: 3,
  options: optionValues(plain[id].options, {}),
});

it.each(['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'] as const)(
  '%s: a layer learns the same bits with and without somebody who watches its gradient',
  async (id) => {
    for (const [M, N, K] of [
      [50, 67, 31],
      [3, 3, 8],
      [65, 40, 9],
    ] as const) {
      const { x } = rowsOf(M, K, 0.3);
      const dz = tensor2d(values(M * N), [M, N]);
      const arrays = [
        values(K * N),
        ...Array.from({ length: plain[id].slots }, () => values(K * N).map(Math.abs)),
      ];
      const [watched, alone] = [0, 1].map((): Slot => {
        const [parameter, ...state] = arrays.map((one) => tensor2d(one.slice(), [K, N]));
        return { parameter: parameter as Tensor2D, state };
      }) as [Slot, Slot];
      const layer = { activation: 'linear', parameters: { W: watched.parameter } } as const;
      const { W } = dense.gradients(layer as never, x, { dz }) as { W: Tensor2D };
      kernels.descend[id]?.(watched, W, contextOf(id));
      own.learn[id]?.(
        { activation: 'linear', place: densePlace(K, N), parameters: {}, slots: { W: alone } },
        x,
        { dz },
        contextOf(id),
      );
      for (const [i, tensor] of [watched.parameter, ...watched.state].entries()) {
        const other = [alone.parameter, ...alone.state][i] as Tensor2D;
        expect(await other.data()).toEqual(await tensor.data());
      }
      expect(await alone.parameter.data()).not.toEqual(arrays[0]);
    }
  },
);

it('forward equals f(x W + b), also for a rule’s input without lists', async () => {
  const { x } = rowsOf(50, 31, 0.2);
  const parameters = { W: tensor2d(values(31 * 40), [31, 40]), b: tensor1d(values(40)) };
  const layer = { activation: 'tanh', parameters } as const;
  const got = await own.forward(layer as never, x).data();
  const want = await dense.forward(layer as never, x.clone()).data();
  const copy = tensor2d(await x.data(), x.shape);
  expect(rowLists(copy)).toBeUndefined();
  const unlisted = await own.forward(layer as never, copy).data();
  for (const [i, value] of got.entries()) {
    expect(value).toBeCloseTo(want[i] as number, 5);
    expect(value).toBeCloseTo(unlisted[i] as number, 5);
  }
});

it('the same numbers in another shape are multiplied as they are', async () => {
  const { x, exact } = rowsOf(4, 10, 0.3);
  const W = values(5 * 3);
  const Z = await matMul(reshape(x, [8, 5]), tensor2d(W, [5, 3])).data();
  const factors = (n: number, j: number, k: number) => [exact[n * 5 + k], W[k * 3 + j]] as [number, number];
  expect(worst(Z, [8, 3, 5], factors)).toBeLessThan(1e-6);
});

it('what is not a number in a row of W whose bytes are 0 reaches the units, as in plain products', async () => {
  const { x } = rowsOf(4, 9, 0);
  const W = new Float32Array(9 * 5).fill(1);
  W[2 * 5 + 1] = Number.NaN;
  const Z = await x.matMul(tensor2d(W, [9, 5])).data();
  expect([...Z].map(Number.isNaN)).toEqual([...Z].map((_, at) => at % 5 === 1));
});

it('a data set of which more than 65 % of the bytes are not 0 keeps plain products', () => {
  const [few, many] = [rowsOf(10, 20, 0.6, 0), rowsOf(10, 20, 0.75, 0)];
  expect(rowLists(few.x)).toBeDefined();
  expect(rowLists(many.x)).toBeUndefined();
  expect(entryShare(Uint8Array.of(0, 1, 2, 0, 0, 0, 3, 0), 4)).toBe(3 / 8);
  expect(entryShare(new Uint8Array(0), 4)).toBe(1);
  // Rows are counted evenly: here every second one, of which half are not 0.
  const halves = Uint8Array.from({ length: 4000 * 2 }, (_, at) => (Math.floor(at / 2) % 4 === 0 ? 9 : 0));
  expect(entryShare(halves, 2)).toBe(0.5);
});

it('lists are freed with their tensor', () => {
  const size = (): number => wasmMemory().floats(0, 0).buffer.byteLength;
  const some = (times: number): void => {
    for (let time = 0; time < times; time++) rowsOf(250, 784, 0.3, 0).x.dispose();
  };
  some(20);
  const [before, tensors] = [size(), memory().numTensors];
  some(60);
  expect(size()).toBe(before);
  expect(memory().numTensors).toBe(tensors);
});
