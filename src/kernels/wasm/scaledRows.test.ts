import {
  cast,
  memory,
  oneHot as oneHotOf,
  randomNormal,
  type Tensor2D,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import { scaledRows } from '../../core/feedback/signal';
import { wasmScaledRows } from './scaledRows';

beforeAll(async () => {
  await startBackend('wasm');
});

it('gives the same bits as gathering and scaling, and as a product with one-hot rows', async () => {
  const B = randomNormal([7, 33], 0, 1, 'float32', 1) as Tensor2D;
  const labels = tensor1d([3, 0, 6, 6, 1], 'int32');
  const scale = randomNormal([5, 1], 0, 1, 'float32', 2) as Tensor2D;
  const oneHot = cast(oneHotOf(labels, 7), 'float32') as Tensor2D;
  for (const factor of [scale, undefined]) {
    const plain = scaledRows(B, labels, factor);
    const before = memory().numTensors;
    const fused = wasmScaledRows(B, labels, factor);
    expect(memory().numTensors).toBe(before + 1);
    expect(fused.shape).toEqual([5, 33]);
    expect(await fused.data()).toEqual(await plain.data());
    const product = (factor ? oneHot.mul(factor) : oneHot).matMul(B);
    expect(await fused.data()).toEqual(await product.data());
  }
});
