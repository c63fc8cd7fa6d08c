/** The reference's trajectories, on the page's most common backend with its kernels. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { goldenFiles } from '../core/run/trajectory/testSupport';
import { replayTrajectory } from '../core/run/trajectory/trajectory';
import { parseTrajectory } from '../core/run/trajectory/trajectoryFile';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

describe('golden runs on wasm', () => {
  it.each(goldenFiles())('%s', async (path) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(path, 'utf8')));
    const differences = await replayTrajectory(trajectory, kernels);
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });
});
