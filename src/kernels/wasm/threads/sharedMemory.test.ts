/** Modules with shared memory: changed in nothing else, and refused where that cannot be done. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { binary } from '../binary';
import { withSharedMemory } from './sharedMemory';

const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
const simd = readFileSync(join(folder, 'tfjs-backend-wasm-simd.wasm'));

/** A module's head, then sections of an id and its contents. */
const module = (...sections: readonly (readonly [number, ...number[]])[]): Uint8Array =>
  Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...sections.flatMap(([id, ...contents]) => [id, contents.length, ...contents]),
  );

it('TensorFlow.js’s file: one flag changes, and the rest stays as it is', () => {
  const changed = withSharedMemory(simd);
  expect(changed).toHaveLength(simd.length);
  const differing = [...changed.entries()].filter(([i, byte]) => byte !== simd[i]);
  expect(differing).toEqual([[expect.any(Number), 3]]);
  expect(simd[(differing[0] as [number, number])[0]]).toBe(1);
  expect(WebAssembly.validate(changed)).toBe(true);
});

it('the project’s module imports a shared memory, and no other any more', () => {
  const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
  const changed = new WebAssembly.Module(withSharedMemory(bytes));
  const memory = (shared: boolean) => new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared });
  const mark = (): void => undefined;
  expect(() => new WebAssembly.Instance(changed, { env: { memory: memory(true), mark } })).not.toThrow();
  expect(() => new WebAssembly.Instance(changed, { env: { memory: memory(false), mark } })).toThrow(/shared/);
});

it('a memory without a maximum gets the largest; longer numbers and other imports before it are read', () => {
  const own = withSharedMemory(module([5, 1, 0, 1]));
  expect([...own.subarray(8)]).toEqual([5, 6, 1, 3, 1, 128, 128, 4]);
  const imported = module([2, 2, 1, 97, 1, 98, 3, 127, 0, 1, 97, 1, 99, 2, 0, 200, 1]);
  const memories = WebAssembly.Module.imports(new WebAssembly.Module(withSharedMemory(imported)));
  expect(memories.map(({ kind }) => kind)).toEqual(['global', 'memory']);
});

it.each([
  ['without a memory', module([1, 0]), 'the module has no memory'],
  ['with a memory that is shared already', module([5, 1, 3, 1, 2]), 'the flag of its memory is 3'],
  ['that is cut', module([5, 1, 1, 128]), 'the module ends too early'],
])('a module %s is refused', (_, bytes, message) => {
  expect(() => withSharedMemory(bytes)).toThrow(message);
});
