import { describe, expect, it } from 'vitest';
import {
  layerSeconds,
  type PipelineRound,
  type PipelineTurn,
  resultsOf,
  simulatedOf,
  type Way,
  waysOf,
} from './findings';

const alone: Way = { stages: 1, threads: 1 };
const two: Way = { stages: 2, threads: 1 };
const threads: Way = { stages: 1, threads: 2 };

/** Four layers that cost about the same: two stages have two each. */
const shape = { id: '100-100×3-100', batch: 50 };
const turn = (msPerStep: number, busy: readonly number[], ticks?: number): PipelineTurn => ({
  ...{ msPerStep, busy, ticks, layers: [1, 2, 3, 4], possible: 1 },
});
const round = (separate: number, one: number, staged: PipelineTurn): PipelineRound => ({
  separate,
  turns: new Map([
    [alone, turn(one, [10], 4)],
    [two, staged],
    [threads, turn(one / 1.25, [8], 3)],
  ]),
});

describe('measured', () => {
  const rounds = [
    round(1, 10, turn(40, [10, 10], 4)),
    round(1.9, 10, turn(5, [4, 6], 2)),
    round(1.8, 12, turn(8, [8, 3], 3)),
  ];

  it('compares with one worker in rounds in which two threads run at once', () => {
    const common = { shape: '100-100×3-100', batch: 50, batches: 5, rounds: 3, judged: 2, msAlone: 11 };
    const [staged, threaded] = resultsOf(shape, 5, rounds);
    expect(staged).toEqual({
      ...{ ...common, stages: 2, threads: 1, speedUp: 1.75 },
      // The median of 6 and 8 over 10; of 2 and 3 over 4.
      ...{ busiestLane: expect.closeTo(0.7), busiestThread: 0.625 },
      // 3 s below, 7 s above.
      simulated: expect.closeTo(50 / (10 + 4 * 7)),
    });
    expect(threaded).toEqual({
      ...{ ...common, stages: 1, threads: 2, speedUp: expect.closeTo(1.25), busiestThread: 0.75 },
    });
  });

  it('uses all rounds where none is judged, and says so', () => {
    const shared = [round(1, 10, turn(20, [10, 10]))];
    const [staged] = resultsOf(shape, 5, shared);
    expect(staged).toMatchObject({ rounds: 1, judged: 0, speedUp: 0.5, busiestLane: 1 });
    expect(staged?.busiestThread, 'no /proc').toBeUndefined();
  });

  it('takes a layer’s median over judged rounds', () => {
    const layered = ([1, 1.8, 1.8, 1.8] as const).map(
      (separate, i): PipelineRound => ({
        separate,
        turns: new Map([
          [
            alone,
            {
              ...turn(1, [1]),
              layers: [
                [99, 99],
                [1, 6],
                [3, 5],
                [2, 7],
              ][i] as number[],
            },
          ],
        ]),
      }),
    );
    expect(layerSeconds(layered)).toEqual([2, 6]);
  });

  it('says what it lacks without one worker', () => {
    const none = { separate: 2, turns: new Map([[two, turn(1, [1, 1])]]) };
    expect(() => resultsOf(shape, 5, [none])).toThrow('no turn of 1 stage with 1 thread');
  });
});

it('simulates stages with a core each, of layers split by what they cost', () => {
  const [pair, each, ...more] = simulatedOf(shape, [1, 2, 3, 4], 5);
  expect(more, 'eight stages need as many layers').toEqual([]);
  expect(pair).toMatchObject({ stages: 2, batches: 5, msAlone: 10_000, busiestStage: 0.7 });
  expect(pair?.speedUp).toBeCloseTo(50 / (10 + 4 * 7));
  // Eq. 6.9 for k = 2 and 4, b = 5.
  expect(pair?.ideal).toBeCloseTo(20 / 11);
  expect(each).toMatchObject({ stages: 4, busiestStage: 0.4 });
  expect(each?.speedUp).toBeCloseTo(50 / (10 + 4 * 4));
  expect(each?.ideal).toBeCloseTo(40 / 13);
  expect(
    simulatedOf({ id: '784-500×4-10', batch: 50 }, [8, 5, 5, 5, 1], 1e9).map(({ stages }) => stages),
  ).toEqual([2, 4, 5]);
});

it('one worker, 2, 4 and as many stages as cores, at most one per layer; and two threads', () => {
  const stages = (cores: number, layers: number): number[] =>
    waysOf(cores, layers).flatMap((way) => (way.threads === 1 ? [way.stages] : []));
  expect(stages(1, 8)).toEqual([1, 2, 4]);
  expect(stages(16, 8)).toEqual([1, 2, 4, 8]);
  expect(stages(3, 3)).toEqual([1, 2, 3]);
  expect(waysOf(2, 8).at(-1)).toEqual(threads);
});
