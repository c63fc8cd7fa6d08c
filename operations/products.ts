/** Products of matrices in all layouts, and the signals that go through B. */
import { matMul, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { scaledRows } from '../src/core/feedback/signal';
import { losses } from '../src/core/head/loss';
import type { Kernels } from '../src/core/kernels';
import { createStream } from '../src/core/random/rng';
import { type Bounds, type Case, everywhere, exactly, flushing } from './operation';

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

const [M, K, N] = [37, 300, 41];
const stream = createStream(1, 'operations', 'products');
const drawn = (count: number): Float32Array =>
  Float32Array.from({ length: count }, () => stream.uniform(-1, 1));
const [A, B] = [drawn(M * K), drawn(K * N)];

function product(of: (v: number) => number): number[] {
  return Array.from({ length: M * N }, (_, at) => {
    const [i, j] = [Math.floor(at / N), at % N];
    let sum = 0;
    for (let k = 0; k < K; k++) sum += of((A[i * K + k] as number) * (B[k * N + j] as number));
    return sum;
  });
}

const transposed = (values: Float32Array, rows: number, columns: number): Tensor2D =>
  tensor2d(values, [rows, columns]).transpose() as Tensor2D;
const layouts: Readonly<Record<string, () => Tensor>> = {
  'A B': () => tensor2d(A, [M, K]).matMul(tensor2d(B, [K, N])),
  'A Bᵀ': () => tensor2d(A, [M, K]).matMulTransposed(transposed(B, K, N)),
  'Aᵀ B': () => matMul(transposed(A, M, K), tensor2d(B, [K, N]), true),
  'Aᵀ Bᵀ': () => matMul(transposed(A, M, K), transposed(B, K, N), true, true),
};
const IN_ORDER = 1e-6;
const layoutCases = Object.entries(layouts).map(
  ([operation, compute]): Case => ({
    operation,
    on: `${M} × ${K} × ${N}`,
    compute,
    exact: product((v) => v),
    scale: product(Math.abs),
    bounds: everywhere({ relative: IN_ORDER }),
    ...(operation === 'A B'
      ? { remark: 'A part of Σ |a b|: single precision, in an order of each backend’s own' }
      : {}),
  }),
);

const edge = (
  on: string,
  rows: number[][],
  columns: number[][],
  exact: number[],
  bounds: Bounds = everywhere(exactly),
  flushed?: number[],
): Case => ({
  operation: 'A B',
  on,
  compute: () => tensor2d(rows).matMul(tensor2d(columns)),
  exact,
  ...(flushed ? { flushed } : {}),
  bounds,
});
const tiny = Math.fround(Math.fround(1e-20) ** 2);
const edges: readonly Case[] = [
  edge(
    '0 × ∞ and NaN',
    [
      [infinity, 0],
      [none, 0],
      [1, 1],
    ],
    [[0], [1]],
    [none, none, 1],
  ),
  edge('∞ − ∞', [[1, -1]], [[infinity], [infinity]], [none]),
  edge('overflow', [[3e38, 3e38]], [[1], [1]], [infinity]),
  edge('denormal', [[1e-20, 0]], [[1e-20], [1]], [tiny], { ...everywhere(exactly), webgpu: flushing }, [0]),
];

/** Targets and outputs of perfectly learnt samples, and of unlearnt ones. */
const targets = [0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0];
const outputs = [1e-40, 1 - 2 ** -24, 1e-30, 1, 0, 1 - 1e-7, 1e-8, -0, 0, none, 0.7].map(Math.fround);
const errors = targets.map((t, i) => t - (outputs[i] as number));
const through =
  (sign: boolean): Case['compute'] =>
  ({ errorProduct }: Kernels) => {
    const [y, target, one] = [
      tensor2d(outputs, [outputs.length, 1]),
      tensor2d(targets, [targets.length, 1]),
      tensor2d([[1]]),
    ];
    if (errorProduct) return errorProduct(y, target, one, sign, false);
    const E = target.sub(y) as Tensor2D;
    return (sign ? (E.sign() as Tensor2D) : E).matMul(one);
  };
/** Rows of a softmax's outputs: even, confident, and so far apart that 1 − y rounds to 0. */
const shares = [
  [0.5, 0.25, 0.25],
  [1 - 3e-7, 1e-7, 2e-7],
  [1, 1e-12, 1e-30],
  [1, 1e-17, 1e-20],
  [1e-25, 1, 0],
].map((row) => row.map(Math.fround));
const ofClass = [0, 0, 0, 0, 0];
const shareErrors = shares.flatMap((row, n) =>
  row.map((y, c) => {
    if (ofClass[n] !== c) return -Math.max(y, 2 ** -126);
    const others = row.reduce((sum, other, j) => (j === c ? sum : sum + other), 0);
    return others > 2 ** -53 ? others : 0;
  }),
);
const ofSoftmax =
  (sign: boolean): Case['compute'] =>
  ({ errorProduct, softmaxError }: Kernels) => {
    const y = tensor2d(shares);
    const target = tensor2d(shares.map((row, n) => row.map((_, c) => Number(c === ofClass[n]))));
    const identity = tensor2d([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    if (errorProduct) return errorProduct(y, target, identity, sign, true);
    const E = (softmaxError ?? losses.ce.fused.error)(y, target);
    return (sign ? (E.sign() as Tensor2D) : E).matMul(identity);
  };

const signals: readonly Case[] = [
  {
    operation: '(y* − y) B of a softmax',
    on: 'confident, right and wrong',
    compute: ofSoftmax(false),
    exact: shareErrors.map(Math.fround),
    flushed: shareErrors.map((e) => (Math.abs(e) <= 2 ** -126 ? 0 : Math.fround(e))),
    bounds: { ...everywhere(exactly), webgpu: { ulps: 4, flushes: true } },
  },
  {
    operation: 'sign(y* − y) B of a softmax',
    on: 'confident, right and wrong',
    compute: ofSoftmax(true),
    exact: shareErrors.map(Math.sign),
    bounds: everywhere(exactly),
  },
  {
    operation: '(y* − y) B',
    on: 'tiny errors, NaN',
    compute: through(false),
    exact: errors.map(Math.fround),
    flushed: errors.map((e) => (Math.abs(e) < 2 ** -126 ? 0 : Math.fround(e))),
    bounds: { ...everywhere(exactly), webgpu: flushing },
  },
  {
    operation: 'sign(y* − y) B',
    on: 'tiny errors, NaN',
    compute: through(true),
    exact: errors.map(Math.sign),
    bounds: everywhere(exactly),
    remark: 'On WebGPU by the bits of y* and y, so that denormal errors count too',
  },
];

const rows = [none, -0, 1e-40, infinity, 2, -3].map(Math.fround);
const scaled: Case = {
  operation: 'rows of B, scaled',
  on: 'moved: NaN, ∞, −0, denormal',
  compute: ({ scaledRows: own }) => (own ?? scaledRows)(tensor2d(rows, [3, 2]), tensor1d([2, 0, 1], 'int32')),
  exact: [2, -3, none, -0, rows[2] as number, infinity],
  flushed: [2, -3, none, -0, 0, infinity],
  bounds: { ...everywhere(exactly), webgpu: flushing },
};

export const products: readonly Case[] = [...layoutCases, ...edges, ...signals, scaled];
