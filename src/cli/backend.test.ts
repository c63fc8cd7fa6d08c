import { expect, it } from 'vitest';
import { fusing } from '../kernels/wasm/fusing';
import { startBackend } from './backend';

it('WebAssembly FMA starts where Node fuses; elsewhere an error names what is missing and the way out', async () => {
  const found = fusing();
  if (found === 'fused') {
    expect((await startBackend('wasm-fma')).capacity?.name).toBe('WebAssembly');
    return;
  }
  const message = `--backend wasm-fma: WebAssembly in Node ${process.versions.node} `;
  await expect(startBackend('wasm-fma')).rejects.toThrow(message);
  await expect(startBackend('wasm-fma')).rejects.toThrow(
    found === 'no relaxed SIMD' ? 'has no relaxed SIMD. Use Node 22' : 'does not fuse',
  );
});
