import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleIds } from '../../rules';
import { useCpu } from '../../testSupport';
import { GOLDEN_FOLDERS, goldenFiles } from './testSupport';
import { replayTrajectory } from './trajectory';
import { parseTrajectory } from './trajectoryFile';

beforeAll(useCpu);

describe('golden runs of an independent reference', () => {
  it.each(goldenFiles())('%s', async (path) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(path, 'utf8')));
    const differences = await replayTrajectory(trajectory);
    expect(Object.keys(differences).sort()).toEqual(Object.keys(trajectory.expected).sort());
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });

  it('exist for every rule, also in a fresh clone', () => {
    const own = goldenFiles(GOLDEN_FOLDERS.slice(0, 1));
    const covered = own.map(
      (path) => parseTrajectory(JSON.parse(readFileSync(path, 'utf8'))).config.algorithm,
    );
    expect([...new Set(covered)].sort()).toEqual([...ruleIds].sort());
  });

  it('are replayed once, also if another folder has a copy', () => {
    const [own] = GOLDEN_FOLDERS;
    expect(goldenFiles([own, own, 'no/such/folder'])).toEqual(goldenFiles([own]));
  });
});

describe('parseTrajectory', () => {
  it('names the invalid field', () => {
    expect(() => parseTrajectory({ name: 'x' })).toThrow(/config/);
  });
});

describe('a minimal trajectory', () => {
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

  it('needs no name, no batch size and no unused feedback', async () => {
    const differences = await replayTrajectory(parseTrajectory(bare));
    expect(Math.max(...Object.values(differences))).toBeLessThan(1e-6);
  });

  const expecting = (changes: object) =>
    replayTrajectory(parseTrajectory({ ...bare, expected: { ...bare.expected, ...changes } }));

  it('names fields of `expected` that cannot be compared', async () => {
    await expect(expecting({ testLoss: [4], rank: [2] })).rejects.toThrow(
      'comparison of expected.testLoss, expected.rank',
    );
    const bp = { ...bare, config: { ...bare.config, algorithm: 'bp' } };
    await expect(replayTrajectory(parseTrajectory(bp))).rejects.toThrow('comparison of expected.storedError');
  });

  it.each([
    ['loss', { loss: [] }],
    ['weights', { weights: [] }],
    ['biases', { biases: [] }],
    ['weights', { weights: [...bare.expected.weights, [[0]]] }],
    ['storedError', { storedError: [] }],
    ['alignmentDegrees', { alignmentDegrees: [[], [12]] }],
  ])('reports an infinite difference if shapes differ: %s %j', async (field, changes) => {
    expect((await expecting(changes))[field]).toBe(Number.POSITIVE_INFINITY);
  });

  it('rejects undefined combinations', async () => {
    const withConfig = (changes: object) =>
      parseTrajectory({ ...bare, config: { ...bare.config, ...changes } });
    await expect(replayTrajectory(withConfig({ errorTransform: 'aggregate' }))).rejects.toThrow(/classes/);
    const twice = { algorithm: 'f3-loss', feedbackReduction: 'mean' };
    await expect(replayTrajectory(withConfig(twice))).rejects.toThrow(/f3-loss/);
  });
});
