/** Windows and pooling, checked against TensorFlow.js' own convolution and pooling, and against PyTorch's choice of ties. */
import {
  conv2d,
  grad,
  maxPool,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { exchanged, folded, patches, pooled, unpooled } from './images';
import '../ops';
import { createStream } from '../random/rng';
import { useCpu } from '../testSupport';

// The whole package registers the gradients that the oracle needs; its typings would clash with `ops`.
const wholePackage: string = '@tensorflow/tfjs';
beforeAll(async () => {
  await import(wholePackage);
  await useCpu();
});

const stream = createStream(3, 'images');
const draw = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()),
    [...shape],
  );
const numbers = (one: Tensor): number[] => [...one.dataSync()];

function expectClose(found: Tensor, wanted: Tensor): void {
  expect(found.shape).toEqual(wanted.shape);
  const [a, b] = [numbers(found), numbers(wanted)];
  for (const [i, value] of b.entries()) expect(a[i], `entry ${i}`).toBeCloseTo(value, 4);
}

/** [N, c · h · w] as TensorFlow.js has images: [N, h, w, c]. */
const asImages = (h: Tensor2D, [c = 1, height = 1, width = 1]: readonly number[]): Tensor4D =>
  transpose(reshape(h, [h.shape[0], c, height, width]), [0, 2, 3, 1]) as Tensor4D;
const asRows = (all: Tensor): Tensor2D =>
  reshape(transpose(all, [0, 3, 1, 2]), [all.shape[0] as number, -1]) as Tensor2D;

const windows = [
  { shape: [1, 5, 7], kernel: 3, stride: 1, padding: 1 },
  { shape: [3, 6, 5], kernel: 5, stride: 1, padding: 2 },
  { shape: [2, 7, 6], kernel: 2, stride: 2, padding: 0 },
  { shape: [2, 5, 5], kernel: 4, stride: 3, padding: 3 },
  { shape: [4, 3, 3], kernel: 1, stride: 1, padding: 0 },
];

describe.each(windows)('windows $kernel × $kernel of $shape, stride $stride, padding $padding', (one) => {
  const { shape, kernel, stride, padding } = one;
  const [channels = 1, height = 1, width = 1] = shape;
  const N = 3;

  it('times filters are a convolution', () => {
    tidy(() => {
      const h = draw([N, channels * height * width]) as Tensor2D;
      const W = draw([channels * kernel * kernel, 4]) as Tensor2D;
      const filters = transpose(reshape(W, [channels, kernel, kernel, 4]), [1, 2, 0, 3]) as Tensor4D;
      const around: [[number, number], [number, number], [number, number], [number, number]] = [
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ];
      const wanted = asRows(conv2d(asImages(h, shape), filters, stride, around));
      expectClose(exchanged(W.transposedMatMul(patches(h, one)), N), wanted);
    });
  });

  it('folded back are the adjoint: ⟨patches(h), c⟩ = ⟨h, folded(c)⟩', () => {
    tidy(() => {
      const h = draw([N, channels * height * width]) as Tensor2D;
      const columns = patches(h, one);
      const c = draw(columns.shape) as Tensor2D;
      const left = numbers(sum(columns.mul(c)))[0] as number;
      expect(left).toBeCloseTo(numbers(sum(h.mul(folded(c, one))))[0] as number, 3);
    });
  });
});

const pools = [
  { shape: [1, 4, 4], pool: 2 },
  { shape: [3, 5, 7], pool: 2 },
  { shape: [2, 7, 6], pool: 3 },
  { shape: [2, 3, 3], pool: 1 },
];

it.each(pools)('pooling $pool × $pool of $shape is TensorFlow.js’ max pooling, with its gradient', (one) => {
  tidy(() => {
    const { shape, pool } = one;
    const h = draw([3, shape.reduce((a, b) => a * b, 1)]) as Tensor2D;
    const pooling = (rows: Tensor): Tensor2D =>
      asRows(maxPool(asImages(rows as Tensor2D, shape), pool, pool, 'valid'));
    const most = pooled(h, shape, pool);
    expectClose(most, pooling(h));
    const delta = draw(most.shape) as Tensor2D;
    expectClose(unpooled(h, shape, pool, most, delta), grad(pooling)(h, delta));
  });
});

it('a window’s delta goes to the first of equal maxima in row-major order, as torch.nn.MaxPool2d sends it', () => {
  const shape = [1, 4, 4];
  // Ties within a row, within a column, of all four, and of the last two; minus zero equals zero.
  const h = tensor([[1, 1, 0, 5, 0, 0, 2, 5, 3, 3, 0, -0, 3, 3, -0, 0]]) as Tensor2D;
  const most = pooled(h, shape, 2);
  expect(numbers(most)).toEqual([1, 5, 3, 0]);
  const dh = unpooled(h, shape, 2, most, tensor([[10, 20, 30, 40]]) as Tensor2D);
  expect(numbers(dh)).toEqual([10, 0, 0, 20, 0, 0, 0, 0, 30, 0, 40, 0, 0, 0, 0, 0]);
});
