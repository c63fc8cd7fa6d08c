import { expect, it } from 'vitest';
import { deepShapes } from '../threadsPart';
import type { PipelineTurn } from './findings';
import { lockedResults, lockedWays } from './locked';

const turn = (msPerStep: number, possible = 1): PipelineTurn => ({
  ...{ msPerStep, possible, busy: [], ticks: undefined, layers: [] },
});

it('compares each rule’s stages with its own one worker, in the rounds that count', () => {
  const round = (separate: number, ms: readonly number[]) => ({
    separate,
    turns: new Map(lockedWays.map((way, i) => [way, turn(ms[i] as number, i)])),
  });
  // BP alone, in two stages, in micro-batches; then DFA.
  const rounds = [round(1.9, [100, 80, 50, 60, 40, 30]), round(1, [100, 1, 1, 60, 1, 1])];
  const found = lockedResults(deepShapes[0] as (typeof deepShapes)[number], 12, rounds);
  expect(
    found.map(({ rule, microBatches, speedUp, msAlone, possible, judged }) => [
      ...[rule, microBatches, msAlone, speedUp, possible, judged],
    ]),
  ).toEqual([
    ['bp', 1, 100, 1.25, 1, 1],
    ['bp', 4, 100, 2, 2, 1],
    ['dfa', 1, 60, 1.5, 4, 1],
    ['dfa', 4, 60, 2, 5, 1],
  ]);
  expect(found[0]).toMatchObject({ stages: 2, batches: 12, rounds: 2 });
});
