/** The full 4 GiB heap, and its exhaustion. Nothing is written to it, so that little physical memory is used. */
import { backend, matMul, relu, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import { createWorkspace } from './heap';
import { wasmMemory } from './memory';

interface Heap {
  readonly wasm: { readonly _malloc: (bytes: number) => number; readonly _free: (place: number) => void };
}

beforeAll(async () => {
  await startBackend('wasm');
});

it('allocates beyond 2 GiB', () => {
  const { wasm } = backend() as unknown as Heap;
  const places = [1, 2, 3].map(() => wasm._malloc(0.9 * 2 ** 30));
  for (const place of places) expect(place).toBeGreaterThan(0);
  expect(Math.max(...places)).toBeGreaterThan(1.8 * 2 ** 30);
  const { workspace, floats } = wasmMemory();
  const far = workspace(2 ** 26);
  expect(floats(far, 4)).toHaveLength(4);
  for (const place of places) wasm._free(place);
});

it('gives the same results beyond 2 GiB as below', async () => {
  const { wasm } = backend() as unknown as Heap;
  const { pointer } = wasmMemory();
  const a = Float32Array.from({ length: 35 }, (_, i) => Math.sin(i));
  const product = async (): Promise<{ readonly at: number; readonly values: Float32Array }> => {
    const [left, right] = [tensor2d(a, [5, 7]), tensor2d(a, [7, 5])];
    const C = relu(matMul(left, right));
    const read = { at: pointer(C), values: (await C.data()) as Float32Array };
    for (const tensor of [left, right, C]) tensor.dispose();
    return read;
  };
  const below = await product();
  // Fills the free memory below 2 GiB, down to blocks of 64 bytes.
  const places: number[] = [];
  for (const bytes of [0.5 * 2 ** 30, 2 ** 26, 2 ** 20, 2 ** 14, 2 ** 10, 64])
    for (let place = wasm._malloc(bytes); ; place = wasm._malloc(bytes)) {
      places.push(place);
      if (place > 2 ** 31) break;
    }
  const beyond = await product();
  expect(below.at).toBeLessThan(2 ** 31);
  expect(beyond.at).toBeGreaterThan(2 ** 31);
  expect(beyond.values).toEqual(below.values);
  for (const place of places) wasm._free(place);
});

it('throws when memory is full, and still works afterwards', () => {
  const { workspace } = wasmMemory();
  expect(() => workspace(2 ** 30 - 1)).toThrow(/memory is full\. Choose narrower/);
  expect(workspace(1000)).toBeGreaterThan(0);
});

describe('the workspace', () => {
  /** Of the places that are held: their bytes. */
  const held = new Map<number, number>();
  let made = 0;
  const create = () => {
    held.clear();
    made = 0;
    return createWorkspace(
      (bytes) => {
        made += 1;
        held.set(made, bytes);
        return made;
      },
      (place) => void held.delete(place),
    );
  };
  const bytes = (): number => [...held.values()].reduce((sum, one) => sum + one, 0);

  it('holds at most an eighth more than the largest request, and one piece', () => {
    const workspace = create();
    for (const elements of [300, 5000, 1_000_000, 2 ** 24 + 1]) {
      workspace(elements);
      expect(held.size).toBe(1);
      expect(bytes()).toBeGreaterThanOrEqual(4 * elements);
      expect(bytes()).toBeLessThanOrEqual(4 * (1.125 * elements + 256));
    }
  });

  it('is not allocated anew by the steps of a network, nor for lists that vary', () => {
    const workspace = create();
    for (let step = 0; step < 3000; step++)
      for (const elements of [100_000 + (step % 7) * 300, 2500, 40_000]) workspace(elements);
    expect(made).toBe(1);
  });

  it('gives back what only one measurement needed', () => {
    const workspace = create();
    workspace(5_000_000);
    for (let step = 0; step < 1500; step++) workspace(1000 + step);
    expect(bytes()).toBeLessThanOrEqual(4 * 3000);
    expect(made).toBeLessThan(6);
  });
});
