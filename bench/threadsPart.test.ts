import { expect, it } from 'vitest';
import type { Round } from './node/threadTimes';
import { resultsOf, type Turn, threadCounts } from './threadsPart';

const round = (separate: number, one: number, two: number): Round<number, Turn> => ({
  separate,
  turns: new Map([
    [1, { msPerStep: one, ticks: one }],
    [2, { msPerStep: two, ticks: one / 2 }],
  ]),
});

it('only rounds in which two threads run at once are judged, if there are any', () => {
  const shape = { id: '784-500×15-10', batch: 50 };
  const rounds = [round(1, 10, 20), round(1.9, 10, 5), round(1.8, 12, 6), round(1.1, 10, 30)];
  expect(resultsOf(shape, 'bp', rounds)).toEqual([
    {
      ...{ shape: '784-500×15-10', batch: 50, rule: 'bp', threads: 2, rounds: 4, judged: 2 },
      ...{ msAlone: 11, speedUp: 2, busiest: 0.5 },
    },
  ]);
  expect(resultsOf(shape, 'bp', [round(1, 10, 20)])).toMatchObject([{ rounds: 1, judged: 0, speedUp: 0.5 }]);
});

it('one, two, and as many threads as there are cores', () => {
  expect([1, 2, 8].map(threadCounts)).toEqual([
    [1, 2],
    [1, 2],
    [1, 2, 8],
  ]);
});
