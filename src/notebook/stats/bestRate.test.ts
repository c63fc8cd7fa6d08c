import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import type { RunSpec } from '../../core/run/spec';
import type { RunRecord } from '../records';
import { commonValues, isOpen, mixedKeys, sweepOf, sweepRows, sweptKeys } from './bestRate';
import { doneRun, reachedAt } from './testSupport';

const RATES = [0.1, 0.001, 0.01];
/** Best accuracies of seeds 0 and 1 at each rate. */
const table: Partial<Record<RuleId, readonly (readonly [number, number])[]>> = {
  bp: [
    [0.9, 0.91],
    [0.95, 0.96],
    [0.98, 0.981],
  ],
  drtp: [
    [0.93, 0.94],
    [0.9, 0.92],
    [0.91, 0.92],
  ],
  dfa: [
    [0.8, 0.81],
    [0.97, 0.972],
    [0.95, 0.951],
  ],
};
const run = (
  best: number,
  { rule = 'bp', seed = 0, ...spec }: Partial<RunSpec>,
  changes: Partial<RunRecord> = {},
) => {
  const done = doneRun(rule, seed, best - 0.01, changes);
  const reached = { ...reachedAt(best - 0.01), bestTestAccuracy: best };
  return { ...done, spec: { ...done.spec, ...spec }, reached };
};
const runs = Object.entries(table).flatMap(([rule, rows]) =>
  rows.flatMap((seeds, i) =>
    seeds.map((best, seed) => run(best, { rule: rule as RuleId, seed, learningRate: RATES[i] as number })),
  ),
);
const sweep = (some: readonly RunRecord[] = runs) => sweepOf(some, 'learningRate', 'testAccuracy', 'best');
const mean = ([a, b]: readonly [number, number]) => (a + b) / 2;

describe('a sweep', () => {
  it('has mean ± sd per rule and value, values ascending', () => {
    for (const { rule, points } of sweep()) {
      expect(points.map(({ value }) => value)).toEqual([0.001, 0.01, 0.1]);
      for (const { value, result } of points) {
        const [a, b] = table[rule]?.[RATES.indexOf(value)] ?? [0, 0];
        expect(result?.mean).toBeCloseTo(mean([a, b]), 12);
        expect(result?.sd).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 12);
      }
    }
  });

  it('says nothing of the grid’s end while a value waits for its result', () => {
    const some = runs.map((one) => {
      if (one.spec.rule !== 'dfa' || one.spec.learningRate !== 0.1) return one;
      const { reached: _none, ...rest } = one;
      return { ...rest, state: 'waiting' as const, step: 0, epoch: 0 };
    });
    const dfa = sweep(some).find(({ rule }) => rule === 'dfa');
    expect([dfa?.best?.value, dfa?.atEnd, dfa?.points.map(isOpen)]).toEqual([
      0.001,
      undefined,
      [false, false, true],
    ]);
  });

  it('finds each rule’s best value, and whether it lies at the end of the grid', () => {
    expect(sweep().map(({ rule, best, atEnd }) => [rule, best?.value, atEnd])).toEqual([
      ['bp', 0.01, undefined],
      ['dfa', 0.001, 'smallest'],
      ['drtp', 0.1, 'largest'],
    ]);
    const losses = runs.map((one) => ({
      ...one,
      reached: { ...one.reached, bestTestLoss: one.reached.bestTestAccuracy },
    }));
    const least = sweepOf(losses, 'learningRate', 'testLoss', 'best');
    expect(least.map(({ best }) => best?.value)).toEqual([0.1, 0.1, 0.001]);
  });

  it('never prefers a value with which a run diverged, but counts it as tried', () => {
    const broken = [
      ...runs,
      run(0.999, { rule: 'drtp', learningRate: 1, seed: 0 }),
      run(0.1, { rule: 'drtp', learningRate: 1, seed: 1 }, { state: 'diverged' }),
    ];
    const drtp = sweep(broken).find(({ rule }) => rule === 'drtp');
    expect([drtp?.best?.value, drtp?.atEnd, drtp?.points.at(-1)?.broken]).toEqual([0.1, undefined, 1]);
    expect(drtp?.points.at(-1)?.result?.mean).toBe(0.999);
  });

  it('has no result where no run counts yet', () => {
    const waiting = runs.map((one) => ({ ...one, state: 'waiting', step: 0, epoch: 0 }) as const);
    expect(sweep(waiting).flatMap(({ best, points }) => [best, points[0]?.result])).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});

describe('rules compared', () => {
  it('each at its own best value, beside all at one', () => {
    const rows = sweepRows(sweep(), 'testAccuracy', 0.1);
    expect(rows.map(({ own, same }) => [own.point?.result?.mean, same.point?.result?.mean])).toEqual(
      [
        [mean([0.98, 0.981]), mean([0.9, 0.91])],
        [mean([0.97, 0.972]), mean([0.8, 0.81])],
        [mean([0.93, 0.94]), mean([0.93, 0.94])],
      ].map((row) => row.map((value) => expect.closeTo(value, 12))),
    );
    expect(rows[1]?.own.gapClosed).toBeCloseTo((0.971 - 0.935) / (0.9805 - 0.935), 10);
    // At 0.1 DRTP is better than BP: there is no gap.
    expect(rows[1]?.same.gapClosed).toBeUndefined();
    expect(commonValues(sweep())).toEqual([0.001, 0.01, 0.1]);
    const fewer = runs.filter(({ spec }) => spec.rule !== 'bp' || spec.learningRate < 0.1);
    expect(commonValues(sweep(fewer))).toEqual([0.001, 0.01]);
  });
});

describe('what is swept', () => {
  it('is a number of which some rule has several values; its own suggested rate is not a sweep', () => {
    expect(sweptKeys(runs)).toEqual(['learningRate']);
    const suggested = [
      run(0.9, { rule: 'bp', learningRate: 0.1 }),
      run(0.9, { rule: 'dfa', learningRate: 0.2 }),
    ];
    expect(sweptKeys(suggested)).toEqual([]);
    const deep = [run(0.9, { hidden: [5] }), run(0.9, { hidden: [5, 5] })];
    expect([sweptKeys(deep), mixedKeys(deep, 'depth')]).toEqual([['depth'], []]);
  });

  it('says over what else the means run', () => {
    const both = [...runs, ...runs.map((one) => ({ ...one, spec: { ...one.spec, batchSize: 9 } }))];
    expect([mixedKeys(runs, 'learningRate'), mixedKeys(both, 'learningRate')]).toEqual([[], ['batchSize']]);
    expect(sweptKeys(both)).toEqual(['learningRate', 'batchSize']);
  });
});
