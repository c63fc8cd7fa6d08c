/** The whole heap of 4 GiB, and what happens beyond it. Nothing is written there, so that hardly any of it is taken. */
import { backend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { wasmMemory } from './wasmMemory';

interface Heap {
  readonly wasm: { readonly _malloc: (bytes: number) => number; readonly _free: (place: number) => void };
}

beforeAll(async () => {
  await startBackend('wasm');
});

it('has addresses beyond 2 GiB', () => {
  const { wasm } = backend() as unknown as Heap;
  const places = [1, 2, 3].map(() => wasm._malloc(0.9 * 2 ** 30));
  for (const place of places) expect(place).toBeGreaterThan(0);
  expect(Math.max(...places)).toBeGreaterThan(1.8 * 2 ** 30);
  const { workspace, floats } = wasmMemory();
  const far = workspace(2 ** 26);
  expect(floats(far, 4)).toHaveLength(4);
  for (const place of places) wasm._free(place);
});

it('says that it is full, and stands', () => {
  const { workspace } = wasmMemory();
  expect(() => workspace(2 ** 30 - 1)).toThrow(/memory is full\. Choose narrower/);
  expect(workspace(1000)).toBeGreaterThan(0);
});
