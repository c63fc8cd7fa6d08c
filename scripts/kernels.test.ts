import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { binaryModule, binaryPath, compileKernels } from './kernels';

it('src/kernels/wasm/binary.ts is up to date with wasm/: npm run kernels writes it', async () => {
  const bytes = await compileKernels();
  expect(readFileSync(binaryPath, 'utf8')).toBe(binaryModule(bytes));
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  // The only import is the backend's memory, and the module writes no data of its own to it.
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
}, 30_000);
