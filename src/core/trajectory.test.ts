import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useCpu } from './testSupport';
import { replayTrajectory } from './trajectory';
import { parseTrajectory } from './trajectoryFile';

beforeAll(useCpu);

const folder = new URL('../../../shared/golden', import.meta.url).pathname;
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
if (files.length === 0) console.warn('Skipped: trajectories, for ../shared/golden is not there.');

describe.skipIf(files.length === 0)('trajectories of an independent reference', () => {
  it.each(files)('%s', async (file) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const differences = await replayTrajectory(trajectory);
    expect(Object.keys(differences).sort()).toEqual(Object.keys(trajectory.expected).sort());
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });
});

describe('parseTrajectory', () => {
  it('names the field that is wrong', () => {
    expect(() => parseTrajectory({ name: 'x' })).toThrow(/config/);
  });
});
