import { memory, randomNormal, type Tensor2D, tensor1d, tensorScatterUpdate } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { wasmWriteRows } from './wasmRows';

beforeAll(async () => {
  await startBackend('wasm');
});

it.each([1, 3])('overwrites rows of %i numbers in place, as a scatter would', async (width) => {
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
