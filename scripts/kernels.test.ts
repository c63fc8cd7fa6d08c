import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fusing } from '../src/kernels/wasm/fusing';
import { binaryModule, compileKernels, modules, pathOf } from './kernels';

it.each(modules)(
  '$file is up to date with wasm/: npm run kernels writes it',
  async (own) => {
    const bytes = await compileKernels(own);
    expect(readFileSync(pathOf(own), 'utf8')).toBe(binaryModule(own, bytes));
    if (own.name === 'fusedBinary' && fusing() === 'no relaxed SIMD') return;
    const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
    // Besides what a recorded step does in JavaScript, the only import is the backend's memory; the module writes no data of its own to it.
    expect(WebAssembly.Module.imports(module)).toEqual([
      { module: 'env', name: 'mark', kind: 'function' },
      { module: 'env', name: 'memory', kind: 'memory' },
    ]);
    expect(WebAssembly.Module.exports(module).every(({ kind }) => kind === 'function')).toBe(true);
  },
  30_000,
);
