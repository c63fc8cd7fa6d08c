/** Sums over many numbers, maxima, and functions of rows: argmax, softmax, angles and norms. */
import { argMax, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { densePlace } from '../src/core/blocks/chain';
import { dense } from '../src/core/blocks/dense';
import { createStream } from '../src/core/random/rng';
import { type Bound, type Bounds, type Case, everywhere, exactly } from './operation';

const { NaN: none, POSITIVE_INFINITY: infinity } = Number;

/** Deterministic, and created when a case is computed: some are large. */
const drawn = (count: number, name: string): Float32Array => {
  const stream = createStream(1, 'operations', name);
  return Float32Array.from({ length: count }, () => stream.uniform(-1, 1));
};

/** Sums over the middle axis of [outer, count, inner], in double precision. */
function sums(x: Float32Array, outer: number, count: number, inner: number, of = (v: number) => v): number[] {
  return Array.from({ length: outer * inner }, (_, at) => {
    const [o, i] = [Math.floor(at / inner), at % inner];
    let total = 0;
    for (let k = 0; k < count; k++) total += of(x[(o * count + k) * inner + i] as number);
    return total;
  });
}

interface SumCase {
  readonly on: string;
  readonly x: Float32Array;
  readonly shape: readonly [outer: number, count: number, inner: number];
  readonly sum: (x: Tensor2D) => Tensor;
  readonly bounds: Bounds;
  readonly remark?: string;
}

const within = (cpu: number, wasm: number, webgpu: number): Bounds => ({
  cpu: { relative: cpu },
  wasm: { relative: wasm },
  webgpu: { relative: webgpu },
});
/** Half a unit in the last place. */
const ONCE = 6e-8;

function sumCase({ on, x, shape: [outer, count, inner], sum, bounds, remark }: SumCase): Case {
  const rows = inner === 1 ? outer : count;
  return {
    operation: 'Σ x',
    on,
    compute: () => sum(tensor2d(x, [rows, x.length / rows])),
    exact: sums(x, outer, count, inner),
    scale: sums(x, outer, count, inner, Math.abs),
    bounds,
    ...(remark ? { remark } : {}),
  };
}

const MANY = 4_000_000;
const all = (x: Tensor2D): Tensor => x.sum();
const lists = {
  tenths: new Float32Array(MANY).fill(0.1),
  large: drawn(MANY, 'large'),
  batch: drawn(500, 'batch'),
  evaluation: drawn(10_000, 'evaluation').map(Math.abs),
  columns: drawn(5000 * 7, 'columns'),
  rows: drawn(3 * 30_000, 'rows'),
};

const sumCases: readonly SumCase[] = [
  { on: 'a batch, 50 × 10', x: lists.batch, shape: [1, 500, 1], sum: all, bounds: within(ONCE, 5e-7, 5e-7) },
  {
    on: 'an evaluation, 1,000 × 10',
    x: lists.evaluation,
    shape: [1, 10_000, 1],
    sum: all,
    bounds: within(ONCE, ONCE, 1e-6),
  },
  {
    on: '4,000,000 × 0.1',
    x: lists.tenths,
    shape: [1, MANY, 1],
    sum: all,
    bounds: within(ONCE, ONCE, 2e-6),
    remark: 'TensorFlow.js adds in one number of single precision: −4 % on wasm, −1.5e-4 on WebGPU',
  },
  {
    on: '4,000,000 of both signs',
    x: lists.large,
    shape: [1, MANY, 1],
    sum: all,
    bounds: within(ONCE, ONCE, 2e-6),
  },
  {
    on: 'columns, 5,000 × 7',
    x: lists.columns,
    shape: [1, 5000, 7],
    sum: (x) => x.sum(0),
    bounds: within(ONCE, ONCE, 2e-6),
  },
  {
    on: 'rows, 3 × 30,000',
    x: lists.rows,
    shape: [3, 30_000, 1],
    sum: (x) => x.sum(1, true),
    bounds: within(ONCE, ONCE, 2e-6),
  },
];

const few = (
  operation: string,
  on: string,
  rows: number[][],
  compute: (x: Tensor2D) => Tensor,
  exact: number[],
  bounds: Bounds = everywhere(exactly),
  remark?: string,
): Case => ({
  operation,
  on,
  compute: () => compute(tensor2d(rows)),
  exact,
  bounds,
  ...(remark ? { remark } : {}),
});

const largest = (row: readonly number[]): number => row.reduce((a, b) => Math.max(a, b), -infinity);
const maxCases = (
  [
    ['finite', [-3, -1, -2]],
    ['infinite', [-infinity, -infinity]],
    ['NaN first', [none, 1]],
    ['NaN in the middle', [1, none, 3]],
    ['NaN last', [3, 1, none]],
  ] as const
).map(([on, row]) => few('max of all', on, [[...row]], (x) => x.max(), [largest(row)]));

const place = (x: Tensor2D): Tensor => argMax(x, 1);
const argMaxCases: readonly Case[] = [
  few(
    'argMax',
    'ties: the first',
    [
      [1, 3, 3],
      [0, -0, 0],
      [-5, -3, -3],
      [infinity, infinity, 0],
    ],
    place,
    [1, 0, 1, 0],
  ),
  few('argMax', '−∞ alone', [[-infinity, -infinity, -infinity]], place, [0]),
  few(
    'argMax',
    'NaN',
    [
      [none, 1, 2],
      [1, none, 2],
      [none, none, none],
    ],
    place,
    [0, 2, 0],
    everywhere(exactly),
    'NaN counts where it comes first and is passed over elsewhere, on all backends',
  ),
  few(
    'argMax',
    'denormal',
    [[0, 1e-40, 0]],
    place,
    [1],
    { ...everywhere(exactly), webgpu: 'open' },
    'Flushed, it ties with 0',
  ),
];

const softmaxRow = (row: readonly number[]): number[] => {
  const most = Math.max(...row);
  const powers = row.map((z) => Math.exp(z - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => Math.fround(power / total));
};
/** As computed by an output layer with weights of 1 and 0. */
const softmaxCase = (on: string, rows: number[][], ulps: Bounds, remark?: string): Case => {
  const size = rows[0]?.length ?? 0;
  const identity = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => Number(i === j)),
  );
  return {
    operation: 'y = softmax z',
    on,
    compute: (kernels) =>
      (kernels.blocks?.dense?.forward ?? dense.forward)(
        {
          activation: 'softmax',
          place: densePlace(1, 1),
          parameters: { W: tensor2d(identity), b: tensor1d(new Array(size).fill(0)) },
        },
        tensor2d(rows),
      ),
    exact: rows.flatMap(softmaxRow),
    flushed: rows.flatMap(softmaxRow).map((y) => (y < 2 ** -126 ? 0 : y)),
    argument: rows.flatMap((row) => row.map((z) => Math.max(...row) - z)),
    bounds: ulps,
    ...(remark ? { remark } : {}),
  };
};
const softUnits = (cpu: number, wasm: Bound, webgpu: Bound): Bounds => ({ cpu: { ulps: cpu }, wasm, webgpu });
const random = drawn(400, 'softmax');
/** For a row from the bias alone: in a product, 0 × ∞ would be NaN. */
const biasSoftmax = (on: string, row: readonly number[]): Case => ({
  operation: 'y = softmax z',
  on,
  compute: (kernels) =>
    (kernels.blocks?.dense?.forward ?? dense.forward)(
      {
        activation: 'softmax',
        place: densePlace(1, 1),
        parameters: {
          W: tensor2d(
            row.map(() => 0),
            [1, row.length],
          ),
          b: tensor1d([...row]),
        },
      },
      tensor2d([[0]]),
    ),
  exact: softmaxRow(row),
  bounds: everywhere(exactly),
});

const softmaxCases: readonly Case[] = [
  softmaxCase(
    'ordinary',
    Array.from({ length: 40 }, (_, n) =>
      Array.from(random.subarray(10 * n, 10 * n + 10), (z) => Math.fround(4 * z)),
    ),
    softUnits(5, { ulps: 5 }, { ulps: 8, perUnit: 2 }),
  ),
  softmaxCase(
    'tied',
    [
      [1e30, 1e30, 1e30],
      [0, -0, 0],
      [-1e-40, 1e-40, 0],
    ],
    softUnits(0, exactly, { ulps: 4 }),
  ),
  softmaxCase(
    'huge',
    [
      [1000, 0, -1000],
      [3e38, -3e38, 0],
      [15, -15, 15],
    ],
    softUnits(0, { ulps: 1 }, { ulps: 8, perUnit: 2 }),
  ),
  softmaxCase(
    'far apart',
    [
      [-90, 0, -100],
      [-104, 0, -80],
    ],
    softUnits(0, { ulps: 2, flushes: true }, { ulps: 8, perUnit: 2, flushes: true }),
    'Denormal shares are 0 on wasm',
  ),
  biasSoftmax('with −∞', [-infinity, 0, 0]),
  biasSoftmax('with ∞: NaN', [infinity, 0, 0]),
  biasSoftmax('with NaN', [none, 0, 1]),
  biasSoftmax('with NaN last', [0, 1, none]),
  biasSoftmax('−∞ alone: NaN', [-infinity, -infinity, -infinity]),
];

const logSoftmaxRow = (row: readonly number[]): number[] => {
  const most = Math.max(...row);
  const total = row.reduce((sum, z) => sum + Math.exp(z - most), 0);
  return row.map((z) => Math.fround(z - most - Math.log(total)));
};
const logSoftmaxCase = (on: string, rows: number[][], bound: Bound): Case => ({
  operation: 'log softmax z',
  on,
  compute: () => tensor2d(rows).logSoftmax(),
  exact: rows.flatMap(logSoftmaxRow),
  bounds: everywhere(bound),
});
const logSoftmaxCases: readonly Case[] = [
  logSoftmaxCase(
    'ordinary',
    [
      [0.5, -1, 2],
      [0, -0, 0],
      [3, 3, 3],
    ],
    { absolute: 1e-6 },
  ),
  logSoftmaxCase(
    'far apart',
    [
      [-90, 0, -100],
      [-15, 15, 0],
      [1000, 0, -1000],
    ],
    { absolute: 1e-6 },
  ),
  logSoftmaxCase('huge', [[3e38, -3e38, 0]], exactly),
  logSoftmaxCase(
    'NaN',
    [
      [none, 0, 1],
      [0, 1, none],
    ],
    exactly,
  ),
  {
    ...logSoftmaxCase('∞: NaN', [[infinity, 0, 0]], exactly),
    bounds: { ...everywhere(exactly), webgpu: 'open' },
    remark: 'The entry of ∞ is NaN everywhere',
  },
];

export const reductions: readonly Case[] = [
  ...sumCases.map(sumCase),
  ...maxCases,
  ...argMaxCases,
  ...softmaxCases,
  ...logSoftmaxCases,
];
