/** Max pooling by the wasm kernels has the bits of plain operations. */
import { memory, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import type { Pooling } from '../core/kernels';
import { createStream } from '../core/random/rng';

let pooling: Pooling;
beforeAll(async () => {
  pooling = (await startBackend('wasm')).pooling as Pooling;
});

const stream = createStream(8, 'pooling');
const rows = (samples: number, size: number, draw: () => number): Tensor2D =>
  tensor2d(Float32Array.from({ length: samples * size }, draw), [samples, size]);

async function expectBits(found: Tensor, plain: Tensor): Promise<void> {
  expect(found.shape).toEqual(plain.shape);
  expect(await found.data()).toEqual(await plain.data());
}

/** Samples, channels, height, width and pool: odd sides, and sides around groups of four windows. */
const cases: readonly (readonly [number, number, number, number, number])[] = [
  [1, 1, 2, 2, 2],
  [3, 2, 28, 28, 2],
  [2, 3, 7, 9, 2],
  [2, 1, 6, 8, 2],
  [2, 2, 9, 17, 2],
  [2, 2, 5, 11, 2],
  [3, 2, 10, 11, 3],
  [1, 4, 8, 8, 4],
  [2, 1, 9, 8, 8],
];

describe.each([
  ['numbers', () => stream.normal()],
  ['many ties', () => stream.below(3) - 1],
  ['rectified numbers', () => Math.max(0, stream.normal())],
] as const)('%s', (_, draw) => {
  it.each(cases)('%i × %i × %i × %i, %i × %5$i at once', async (samples, channels, height, width, pool) => {
    const shape = [channels, height, width];
    const border = { size: channels * height * width, shape, pool };
    const h = rows(samples, border.size, draw);
    const plain = h.pooled(shape, pool);
    const before = memory().numTensors;
    const most = pooling.forward(h, border);
    await expectBits(most, plain);
    const delta = rows(...plain.shape, () => stream.normal());
    const dh = pooling.backward(h, border, most, delta);
    expect(memory().numTensors).toBe(before + 3);
    await expectBits(dh, h.unpooled(shape, pool, plain, delta));
  });
});

it('gives a window’s delta to the first of its equal maxima, row by row', async () => {
  const h = tensor2d([0, 5, 1, 2, 5, 5, 7, 7, 3, 3, -1, -1, 3, 3, -1, -1], [1, 16]);
  const border = { size: 16, shape: [1, 4, 4], pool: 2 };
  const most = pooling.forward(h, border);
  expect([...(await most.data())]).toEqual([5, 7, 3, -1]);
  const dh = pooling.backward(h, border, most, tensor2d([1, 2, 3, 4], [1, 4]));
  expect([...(await dh.data())]).toEqual([0, 1, 0, 0, 0, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 0]);
});

it.each([2, 3])('NaN stays, so that divergence is detected: windows of %i', async (pool) => {
  const width = 4 * pool;
  for (let at = 0; at < pool * width; at++) {
    const values = Array.from({ length: pool * width }, (_, i) => (i === at ? Number.NaN : i));
    const most = pooling.forward(tensor2d(values, [1, values.length]), {
      size: values.length,
      shape: [1, pool, width],
      pool,
    });
    const window = Math.floor((at % width) / pool);
    expect([...(await most.data())].map(Number.isNaN)).toEqual([0, 1, 2, 3].map((i) => i === window));
  }
});
