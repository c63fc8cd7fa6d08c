import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { binaryModule, binaryPath, compileKernels } from './kernels';

it('src/kernels/wasm/binary.ts is what wasm/kernels.ts compiles to: npm run kernels writes it', async () => {
  const bytes = await compileKernels();
  expect(readFileSync(binaryPath, 'utf8')).toBe(binaryModule(bytes));
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  // Nothing of its own in a memory that belongs to the backend: only the memory comes in.
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
}, 30_000);
