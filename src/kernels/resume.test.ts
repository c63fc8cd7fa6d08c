/** Interrupted and resumed runs, on the page's most common backend with its kernels. */
import { beforeAll, describe } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { resumeSeed } from '../core/run/testSupport';
import { testResumedBlocks, testResumedRuns } from './testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

describe(`on wasm (RESUME_SEED=${resumeSeed})`, () => {
  testResumedRuns(() => kernels);
  testResumedBlocks(() => kernels);
});
