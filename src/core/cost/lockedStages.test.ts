import { expect, it } from 'vitest';
import { createStream } from '../random/rng';
import { equalStages, lockedSpeedUp, type StageWork } from './lockedStages';

const stream = createStream(4, 'locked stages');
const drawn = (stages: number): StageWork[] =>
  Array.from({ length: stages }, () => ({
    forward: stream.uniform(1, 3),
    backward: stream.uniform(1, 3),
    update: stream.uniform(1, 3),
  }));
const total = (stages: readonly StageWork[], of: (stage: StageWork) => number): number =>
  stages.reduce((sum, stage) => sum + of(stage), 0);

it('one worker is as fast as one worker, whatever it is split into', () => {
  for (const layerwise of [true, false])
    expect(
      lockedSpeedUp(
        drawn(1).map((stage) => (layerwise ? stage : { ...stage, backward: 0 })),
        7,
        5,
        layerwise,
      ),
    ).toBe(1);
  expect(lockedSpeedUp([{ forward: 0, backward: 0, update: 0 }], 3, 2, true)).toBe(1);
});

it('from the output: all forward passes in a row, then all updates at once', () => {
  for (let k = 2; k <= 5; k++) {
    const stages = drawn(k).map((stage) => ({ ...stage, backward: 0 }));
    const forward = total(stages, (stage) => stage.forward);
    const update = total(stages, (stage) => stage.update);
    const longest = Math.max(...stages.map((stage) => stage.update));
    expect(lockedSpeedUp(stages, 1, 1, false)).toBeCloseTo((forward + update) / (forward + longest), 12);
  }
});

it('layer by layer: only updates overlap with the way back, of one batch', () => {
  const [low, high] = [
    { forward: 1, backward: 2, update: 3 },
    { forward: 4, backward: 5, update: 6 },
  ];
  // Up 1 + 4, down 5; then the high stage's 6 beside the low one's 2 + 3.
  expect(lockedSpeedUp([low, high], 1, 1, true)).toBeCloseTo(21 / 16, 12);
  // The next batch goes up through the low stage meanwhile.
  expect(lockedSpeedUp([low, high], 2, 1, true)).toBeCloseTo(42 / (16 + 4 + 5 + 6), 12);
});

it('equal stages: k m / (m + k − 1) times as fast on the way up and down, k times in the update', () => {
  for (const [k, m] of [
    [2, 4],
    [4, 4],
    [3, 8],
  ] as const) {
    const one = { forward: 2, backward: 3, update: 4 };
    const stages = Array.from({ length: k }, () => one);
    const way = ((2 + 3) * (m + k - 1)) / m;
    expect(lockedSpeedUp(stages, 1, m, true)).toBeCloseTo((9 * k) / (way + 4), 12);
  }
});

it('more micro-batches, or free updates, never make it slower; the stages are its bound', () => {
  for (let i = 0; i < 50; i++) {
    const k = 2 + stream.below(4);
    const stages = drawn(k);
    for (const layerwise of [true, false]) {
      const own = stages.map((stage) => ({ ...stage, backward: layerwise ? stage.backward : 0 }));
      const gains = [1, 2, 4, 8].map((m) => lockedSpeedUp(own, 3, m, layerwise));
      expect(gains).toEqual(gains.toSorted((a, b) => a - b));
      expect(Math.max(...gains)).toBeLessThanOrEqual(k);
      expect(gains[0]).toBeGreaterThan(1);
    }
    const even = equalStages(stages);
    for (const work of ['forward', 'backward', 'update'] as const)
      expect(total(even, (stage) => stage[work])).toBeCloseTo(
        total(stages, (stage) => stage[work]),
        12,
      );
  }
});
