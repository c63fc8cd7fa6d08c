import {
  gather,
  matMul,
  memory,
  randomNormal,
  randomUniform,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tensorScatterUpdate,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import '../../core/ops';
import type { ErrorInformation } from '../../core/errorMemory/errorInformation';
import { informationOf } from '../../core/errorMemory/memory';
import { scaledRows } from '../../core/feedback/signal';
import { tinyConfig } from '../../core/testSupport';
import { wasmMemoryProduct, wasmRemember, wasmWriteRows } from './rows';

beforeAll(async () => {
  await startBackend('wasm');
});

it.each([1, 3])('overwrites rows of width %i in place, with the result of a scatter', async (width) => {
  const rows = randomNormal([9, width], 0, 1, 'float32', 1) as Tensor2D;
  const values = randomNormal([4, width], 0, 1, 'float32', 2) as Tensor2D;
  const places = [8, 0, 5, 2];
  const scattered = tensorScatterUpdate(
    rows,
    places.map((place) => [place]),
    values,
  );
  const before = memory().numTensors;
  const indices = tensor1d(places, 'int32');
  await rows.data();
  wasmWriteRows(rows, indices, values);
  indices.dispose();
  expect(memory().numTensors).toBe(before);
  expect(await rows.data()).toEqual(await scattered.data());
});

const places = [8, 0, 5, 2];
const indices = () => tensor1d(places, 'int32');

it('multiplies stored rows by B, with the result of a gather and a product', async () => {
  const rows = randomNormal([9, 3], 0, 1, 'float32', 3) as Tensor2D;
  const B = randomNormal([3, 21], 0, 1, 'float32', 4) as Tensor2D;
  const plain = matMul(gather(rows, indices()), B);
  const own = indices();
  const before = memory().numTensors;
  const found = wasmMemoryProduct({ rows, indices: own }, B);
  expect(memory().numTensors).toBe(before + 1);
  expect(await found.data()).toEqual(await plain.data());
});

it('scales B’s rows by one number per sample, to the same bits', async () => {
  const rows = randomNormal([9, 1], 0, 1, 'float32', 5) as Tensor2D;
  const B = randomNormal([3, 21], 0, 1, 'float32', 6) as Tensor2D;
  const labels = tensor1d([2, 0, 0, 1], 'int32');
  const found = wasmMemoryProduct({ rows, indices: indices() }, B, labels);
  expect(await found.data()).toEqual(await scaledRows(B, labels, gather(rows, indices())).data());
});

it.each([true, false])('stores the error (one number: %s); declines other error information', async (one) => {
  const target = tensor2d([0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0], [4, 3]);
  const y = randomUniform([4, 3], 0, 1, 'float32', 7) as Tensor2D;
  const errors = target.sub(y) as Tensor2D;
  const kept = one ? (errors.mul(target).sum(1, true) as Tensor2D) : errors;
  const rows = randomNormal([9, one ? 1 : 3], 0, 1, 'float32', 8) as Tensor2D;
  const expected = tensorScatterUpdate(
    rows,
    places.map((place) => [place]),
    kept,
  );
  const information = informationOf(tinyConfig({ rule: 'f3-error' })) as ErrorInformation;
  const memoryRows = { rows, indices: indices() };
  expect(wasmRemember(memoryRows, one, information, y, target)).toBe(true);
  expect(await rows.data()).toEqual(await expected.data());
  for (const changes of [{ rule: 'f3-loss' }, { rule: 'f3-error', errorTransform: 'softmax' }] as const) {
    const other = informationOf(tinyConfig(changes)) as ErrorInformation;
    expect(wasmRemember(memoryRows, one, other, y, target)).toBe(false);
  }
  expect(await rows.data()).toEqual(await expected.data());
});
