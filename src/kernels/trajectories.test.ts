/** The reference's trajectories through the backend and the kernels that the page uses most. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { replayTrajectory } from '../core/run/trajectory/trajectory';
import { parseTrajectory } from '../core/run/trajectory/trajectoryFile';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

const folder = new URL('../../../shared/golden', import.meta.url).pathname;
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
if (files.length === 0) console.warn('Skipped: trajectories, for ../shared/golden is not there.');

describe.skipIf(files.length === 0)('trajectories on wasm', () => {
  it.each(files)('%s', async (file) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const differences = await replayTrajectory(trajectory, kernels);
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });
});
