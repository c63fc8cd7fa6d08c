/** Golden and resumed runs with fused multiply-add, where Node has it: from Node 21 on. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { testGoldenRuns, testResumedBlocks, testResumedRuns } from './testSupport';
import { fusing } from './wasm/fusing';

describe.skipIf(fusing() !== 'fused')('WebAssembly FMA', () => {
  let kernels: Kernels = {};
  beforeAll(async () => {
    kernels = await startBackend('wasm-fma');
  });

  testGoldenRuns(() => kernels);
  testResumedRuns(() => kernels);
  testResumedBlocks(() => kernels);

  it('cannot start beside WebAssembly in one realm: they would share one module', async () => {
    await expect(startBackend('wasm')).rejects.toThrow('One realm has one backend');
  });
});
