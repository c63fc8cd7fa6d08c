import { expect, it } from 'vitest';
import type { EpochEvent } from '../../core/run/events';
import { differences, differing, groupRuns } from './group';
import { countedRuns, meanCurve, meanSeconds } from './mean';
import { groupResults } from './reached';
import { doneRun, reachedAt } from './testSupport';

const accuracies = { bp: [0.97, 0.98, 0.975], drtp: [0.93, 0.94, 0.932], dfa: [0.96, 0.955, 0.965] } as const;
const runs = [0, 1, 2].flatMap((seed) =>
  (['bp', 'dfa', 'drtp'] as const).map((rule) => doneRun(rule, seed, accuracies[rule][seed] as number)),
);

/** By the textbook. */
function meanAndSd(values: readonly number[]): [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.map((value) => (value - mean) ** 2).reduce((a, b) => a + b, 0);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}

it('groups by algorithm, in the order of the runs, and offers only what differs', () => {
  const groups = groupRuns(runs, ['rule']);
  expect(groups.map(({ rule, runs: own }) => [rule, own.map(({ spec }) => spec.seed)])).toEqual([
    ['bp', [0, 1, 2]],
    ['dfa', [0, 1, 2]],
    ['drtp', [0, 1, 2]],
  ]);
  expect(differing(runs)).toEqual(['rule', 'seed']);
});

it('a setting that differs within an algorithm is offered; one that follows from it is not', () => {
  const wide = runs.map((run) => ({ ...run, experiment: 'b', spec: { ...run.spec, hidden: [50, 20] } }));
  expect(differing([...runs, ...wide])).toEqual(['experiment', 'rule', 'seed', 'hidden']);
  const groups = groupRuns([...runs, ...wide], ['rule', 'hidden']);
  expect(groups).toHaveLength(6);
  expect(groups[3]?.parts).toEqual([
    { key: 'rule', text: 'BP' },
    { key: 'hidden', text: '50,20' },
  ]);
  const [first, second] = [runs[0], wide[4]];
  if (!first || !second) throw new Error('There are nine runs.');
  expect(differences([first, second]).map(({ name, texts }) => [name, ...texts])).toEqual([
    ['Algorithm', 'BP', 'DFA'],
    ['Seed', '0', '1'],
    ['Hidden layers', '500', '50,20'],
    ...(first.spec.learningRate === second.spec.learningRate
      ? []
      : [['Learning rate', String(first.spec.learningRate), String(second.spec.learningRate)]]),
  ]);
});

it('mean ± sample standard deviation, gap closed and difference to the baseline', () => {
  const groups = groupRuns(runs, ['rule']);
  const [bp, dfa, drtp] = groups.map(({ key }) => key) as [string, string, string];
  const results = groupResults(groups, 'testAccuracy', bp);
  const [bpMean] = meanAndSd(accuracies.bp);
  const [drtpMean] = meanAndSd(accuracies.drtp);
  const [mean, sd] = meanAndSd(accuracies.dfa);
  const own = results.get(dfa);
  expect(own?.n).toBe(3);
  expect(own?.last?.mean).toBeCloseTo(mean, 12);
  expect(own?.last?.sd).toBeCloseTo(sd, 12);
  expect(own?.gap).toBeCloseTo((mean - drtpMean) / (bpMean - drtpMean), 12);
  expect(own?.toBaseline).toBeCloseTo(mean - bpMean, 12);
  expect(results.get(bp)).not.toHaveProperty('toBaseline');
  expect(results.get(drtp)?.gap).toBe(0);
});

it('the gap compares with BP and DRTP of the same settings', () => {
  const wide = runs.map((run) => ({
    ...run,
    spec: { ...run.spec, hidden: [50] },
    reached: reachedAt((run.reached?.testAccuracy ?? 0) - 0.1),
  }));
  const groups = groupRuns([...runs, ...wide], ['rule', 'hidden']);
  const results = groupResults(groups, 'testAccuracy', undefined);
  const [narrow, broad] = groups.filter(({ rule }) => rule === 'dfa').map(({ key }) => results.get(key)?.gap);
  expect(narrow).toBeCloseTo(broad ?? Number.NaN, 9);
});

it('with several learning rates, the gap compares at the same one', () => {
  const slow = runs.map((run) => ({
    ...run,
    spec: { ...run.spec, learningRate: 1e-6 },
    reached: reachedAt(run.spec.rule === 'bp' ? 0.5 : 0.1),
  }));
  const groups = groupRuns([...slow, ...runs], ['rule', 'learningRate']);
  const results = groupResults(groups, 'testAccuracy', undefined);
  const gaps = groups.filter(({ rule }) => rule === 'dfa').map(({ key }) => results.get(key)?.gap);
  const [bp, dfa, drtp] = (['bp', 'dfa', 'drtp'] as const).map((rule) => meanAndSd(accuracies[rule])[0]);
  expect(gaps[0]).toBe(0);
  expect(gaps[1]).toBeCloseTo(((dfa ?? 0) - (drtp ?? 0)) / ((bp ?? 0) - (drtp ?? 0)), 12);
});

it('means cover finished runs; before there are any, those within an epoch of the furthest; none that broke off', () => {
  const at = (seed: number, epoch: number, state: 'training' | 'done' | 'diverged') =>
    doneRun('bp', seed, 0.9, { epoch, state });
  const seeds = (all: Parameters<typeof countedRuns>[0]) => countedRuns(all).map(({ spec }) => spec.seed);
  expect(seeds([at(0, 10, 'done'), at(1, 9, 'training'), at(2, 10, 'done')])).toEqual([0, 2]);
  expect(seeds([at(0, 5, 'training'), at(1, 4, 'training'), at(2, 3, 'training')])).toEqual([0, 1]);
  expect(seeds([at(0, 7, 'diverged'), at(1, 4, 'training')])).toEqual([1]);
  expect(seeds([at(0, 0, 'training')])).toEqual([]);
});

it('the mean of curves, point by point, over the points that all have', () => {
  const y = [
    [0.5, 0.75, 0.9, 1],
    [0.25, 0.8, 0.7],
    [0.4, 0.65, 0.95, 2, 3],
  ];
  const mean = meanCurve(
    y.map((one) => ({ x: Float64Array.from(one, (_, i) => i + 1), y: Float64Array.from(one) })),
  );
  expect([...mean.x]).toEqual([1, 2, 3]);
  for (let i = 0; i < 3; i += 1) {
    const [expected, sd] = meanAndSd(y.map((one) => one[i] as number));
    expect(mean.y[i]).toBeCloseTo(expected, 12);
    expect(mean.sd?.[i]).toBeCloseTo(sd, 12);
  }
  const same = Float64Array.of(0.1, 0.7);
  const equal = meanCurve([same, same, same].map((one) => ({ x: one, y: one })));
  expect([...(equal.sd ?? [])]).toEqual([0, 0]);
  expect([...equal.y]).toEqual([...same]);
  expect(meanCurve([{ x: same, y: same }])).not.toHaveProperty('sd');
});

it('curves with different steps per epoch meet where all have a point', () => {
  const curve = (x: number[], y: number[]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });
  const mean = meanCurve([
    curve([0.25, 0.5, 1, 1.5, 2], [1, 2, 3, 4, 5]),
    curve([1 / 3, 2 / 3, 1, 2], [10, 20, 30, 50]),
    curve([0.5, 1, 2, 3], [100, 200, 300, 400]),
  ]);
  expect([...mean.x]).toEqual([1, 2]);
  for (const [i, values] of [
    [3, 30, 200],
    [5, 50, 300],
  ].entries()) {
    const [expected, sd] = meanAndSd(values);
    expect(mean.y[i]).toBeCloseTo(expected, 10);
    expect(mean.sd?.[i]).toBeCloseTo(sd, 10);
  }
});

it('seconds add up over epochs', () => {
  const epochs = (...seconds: number[]) => seconds.map((trainSeconds) => ({ trainSeconds }) as EpochEvent);
  expect([...meanSeconds([epochs(1, 2, 3), epochs(3, 4)])]).toEqual([0, 2, 5]);
});
