/** The reference's trajectories, on the page's most common backend with its kernels. */
import { beforeAll, describe } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { testGoldenRuns } from './testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

describe('on wasm', () => testGoldenRuns(() => kernels));
