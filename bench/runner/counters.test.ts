import { add, scalar } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../src/cli/backend';
import { createCounters } from './counters';

/** (module (func (export "f") (result i32) i32.const 7)) */
const module = new WebAssembly.Module(
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7f, 3, 2, 1, 0, 7, 5, 1, 1, 0x66, 0, 0],
    ...[10, 6, 1, 4, 0, 0x41, 7, 0x0b],
  ]),
);

beforeAll(async () => {
  await startBackend('cpu');
});

it('counts kernels and calls into later modules, only while counting', async () => {
  const { during } = createCounters();
  const { exports } = new WebAssembly.Instance(module) as unknown as { exports: { f: () => number } };
  const plain = exports.f;
  const counts = await during(async () => {
    expect(exports.f() + exports.f()).toBe(14);
    add(scalar(1), scalar(2)).dispose();
  });
  expect(counts).toEqual({ kernels: 1, ownCalls: 2, dispatches: 0 });
  expect(exports.f).toBe(plain);
  exports.f();
  add(scalar(1), scalar(2)).dispose();
  expect(await during(async () => undefined)).toEqual({ kernels: 0, ownCalls: 0, dispatches: 0 });
});

it('restores everything if the work throws', async () => {
  const { during } = createCounters();
  const { exports } = new WebAssembly.Instance(module) as unknown as { exports: { f: () => number } };
  const plain = exports.f;
  const work = async () => {
    throw new Error('broken');
  };
  await expect(during(work)).rejects.toThrow('broken');
  expect(exports.f).toBe(plain);
});
