/** Golden and resumed runs with fused multiply-add, where Node has it: from Node 21 on. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { createStream } from '../core/random/rng';
import { resumeCases, resumedAfter, resumeSeed } from '../core/run/testSupport';
import { goldenFiles } from '../core/run/trajectory/testSupport';
import { replayTrajectory } from '../core/run/trajectory/trajectory';
import { parseTrajectory } from '../core/run/trajectory/trajectoryFile';
import { tinyData } from '../core/testSupport';
import { fusing } from './wasm/fusing';

describe.skipIf(fusing() !== 'fused')('WebAssembly FMA', () => {
  let kernels: Kernels = {};
  beforeAll(async () => {
    kernels = await startBackend('wasm-fma');
  });

  it.each(goldenFiles())('golden run %s', async (path) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(path, 'utf8')));
    const differences = await replayTrajectory(trajectory, kernels);
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });

  it.each(resumeCases)('%s: gives the same bytes as an uninterrupted run', async (name, spec) => {
    const epoch = 1 + createStream(resumeSeed, name).below(spec.epochs);
    const { undisturbed, resumed } = await resumedAfter(epoch, spec, tinyData(), kernels);
    expect(resumed, `after epoch ${epoch}`).toEqual(undisturbed);
  });

  it('cannot start beside WebAssembly in one realm: they would share one module', async () => {
    await expect(startBackend('wasm')).rejects.toThrow('One realm has one backend');
  });
});
