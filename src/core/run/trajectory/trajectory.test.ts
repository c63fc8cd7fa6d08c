import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useCpu } from '../../testSupport';
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

describe('a trajectory of few words', () => {
  const bare = {
    config: {
      layers: [2, 2],
      hiddenActivation: 'tanh',
      outputActivation: 'linear',
      loss: 'mse',
      algorithm: 'f3-error',
      optimizer: { name: 'sgd', learningRate: 0.5 },
    },
    init: {
      weights: [
        [
          [0, 0],
          [0, 0],
        ],
      ],
      biases: [[0, 0]],
    },
    data: { x: [[1, 2]], y: [[2, -2]] },
    batches: [[[0]]],
    // L = (4 + 4)/2, dL/dy = 2 (y - y*)/2, W = -0.5 xT dL/dy
    expected: {
      loss: [4],
      weights: [
        [
          [1, -1],
          [2, -2],
        ],
      ],
      biases: [[1, -1]],
      storedError: [[2, -2]],
    },
  };

  it('needs neither a name, a batch size nor feedback that nothing reads', async () => {
    const differences = await replayTrajectory(parseTrajectory(bare));
    expect(Math.max(...Object.values(differences))).toBeLessThan(1e-6);
  });

  it('refuses what is not defined', async () => {
    const withConfig = (changes: object) =>
      parseTrajectory({ ...bare, config: { ...bare.config, ...changes } });
    await expect(replayTrajectory(withConfig({ errorTransform: 'aggregate' }))).rejects.toThrow(/classes/);
    const twice = { algorithm: 'f3-loss', feedbackReduction: 'mean' };
    await expect(replayTrajectory(withConfig(twice))).rejects.toThrow(/f3-loss/);
  });
});
