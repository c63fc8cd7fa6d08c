import { expect, it } from 'vitest';
import type { Dataset } from '../core/samples/dataset';
import { bytesOf, ownBuffers } from './transfer';

const memory = new ArrayBuffer(8);
const shared = new SharedArrayBuffer(4);
const parts: Pick<Dataset, 'train' | 'test'> = {
  train: {
    size: 4,
    inputs: new Uint8Array(memory, 0, 4),
    targets: { kind: 'classes', labels: new Uint8Array(memory, 4) },
  },
  test: {
    size: 1,
    inputs: new Float32Array(shared),
    targets: { kind: 'values', values: Float32Array.of(1, 2) },
  },
};

it('each buffer is transferred once, and shared memory never', () => {
  const buffers = ownBuffers(parts);
  expect(buffers).toHaveLength(2);
  expect(buffers[0]).toBe(memory);
  const moved = structuredClone(parts, { transfer: [...buffers] });
  expect([memory.byteLength, shared.byteLength]).toEqual([0, 4]);
  expect(moved.train.targets).toEqual({ kind: 'classes', labels: new Uint8Array(4) });
});

it('counts the bytes of samples and targets', () => {
  const targets = { kind: 'values', values: Float32Array.of(1, 2) } as const;
  expect(bytesOf({ size: 1, inputs: new Uint8Array(3), targets })).toBe(11);
});
