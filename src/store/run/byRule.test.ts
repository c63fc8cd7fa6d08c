import { beforeEach, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import { runIdOf } from '../../core/run/spec';
import { createLab } from '../lab';
import { countedOf, meanText, type RuleSeries } from './byRule';

const lab = createLab();
const { rules: ruleRecord } = lab.byRule;
const {
  add: addEvent,
  begin: beginSeries,
  end: endSeries,
  reset: resetSeries,
  record: seriesRecord,
} = lab.series;

const SEEDS = [3, 5, 8];
const EPOCHS = 4;
const STEPS = 10;
const idOf = (rule: RuleId, seed: number) => runIdOf({ rule, seed });

/** Test accuracy of a run after an epoch, unique per run and epoch. */
const accuracy = (seed: number, epoch: number): number => 0.5 + seed / 100 + epoch / 10;
const angle = (seed: number, epoch: number): number => 90 - seed - 5 * epoch;

beforeEach(() => {
  resetSeries(
    SEEDS.flatMap((seed) => (['dfa', 'drtp'] as const).map((rule) => ({ id: idOf(rule, seed), rule, seed }))),
  );
});

/** Trains a run up to the end of an epoch. */
function train(rule: RuleId, seed: number, to: number, from = 0): void {
  const at = { run: idOf(rule, seed) } as const;
  if (from === 0) {
    beginSeries(at.run);
    addEvent({ type: 'started', ...at, step: 0, stepsPerEpoch: STEPS, parameters: 1 });
  }
  for (let epoch = from + 1; epoch <= to; epoch += 1) {
    const step = epoch * STEPS;
    addEvent({ type: 'loss', ...at, step, trainingLoss: seed * epoch });
    const told = { testAccuracy: accuracy(seed, epoch), testLoss: 1, trainingLoss: seed * epoch };
    addEvent({ type: 'epoch', ...at, step, epoch, ...told } as never);
    addEvent({
      type: 'measures',
      ...at,
      step,
      epoch,
      seconds: 0,
      values: { 'gradient-angle': { angle: [angle(seed, epoch), seed === 3 ? null : 1] } },
    } as never);
    if (epoch === EPOCHS) endSeries(at.run, 'done');
  }
}
const dfa = (): RuleSeries => ruleRecord().get('dfa') as RuleSeries;
const seedsOf = (): number[] => dfa().several?.counted.map(({ seed }) => seed) ?? [];
const values = (): number[] => {
  const { points } = dfa().curves.testAccuracy;
  return [...points.y.subarray(0, points.length)];
};
const mean = (...numbers: number[]): number => numbers.reduce((a, b) => a + b) / numbers.length;

it('rules keep the registry’s order, whatever the order of runs', () => {
  expect([...ruleRecord().keys()]).toEqual(['dfa', 'drtp']);
});

it('a rule with one run is that run', () => {
  resetSeries([{ id: 'bp-0', rule: 'bp', seed: 0 }]);
  expect(ruleRecord().get('bp')).toBe(seriesRecord().get('bp-0'));
  expect(meanText(ruleRecord().get('bp') as RuleSeries)).toBeUndefined();
});

it('the mean covers no run before training, then those that train side by side, over their common epochs', () => {
  expect([seedsOf(), values(), meanText(dfa())]).toEqual([[], [], undefined]);
  train('dfa', 3, 2);
  train('dfa', 5, 1);
  expect(seedsOf()).toEqual([3, 5]);
  expect(values()).toEqual([expect.closeTo(mean(accuracy(3, 1), accuracy(5, 1)), 12)]);
  expect(meanText(dfa())).toBe('mean of 2');
});

it('a run that starts later does not shorten the mean', () => {
  train('dfa', 3, 3);
  train('dfa', 5, 1);
  expect(seedsOf()).toEqual([3]);
  expect(meanText(dfa())).toBe('seed 3');
  train('dfa', 3, EPOCHS, 3);
  expect(values()).toHaveLength(EPOCHS);
  train('dfa', 5, 3, 1);
  expect(seedsOf()).toEqual([3]);
  train('dfa', 5, EPOCHS, 3);
  expect(seedsOf()).toEqual([3, 5]);
  expect(values().at(-1)).toBeCloseTo(mean(accuracy(3, EPOCHS), accuracy(5, EPOCHS)), 12);
});

it('a failed run is left out, and the mean states how many runs it covers', () => {
  for (const seed of SEEDS) train('dfa', seed, 2);
  addEvent({ type: 'diverged', run: idOf('dfa', 5), step: 25 });
  endSeries(idOf('dfa', 5), 'diverged');
  expect(seedsOf()).toEqual([3, 8]);
  expect(meanText(dfa())).toBe('mean of 2');
  expect(values().at(-1)).toBeCloseTo(mean(accuracy(3, 2), accuracy(8, 2)), 12);
  expect(dfa().end).toBeUndefined();
});

it('if all runs failed there is no mean, and the rule ends as they did', () => {
  for (const seed of SEEDS) {
    train('dfa', seed, 1);
    endSeries(idOf('dfa', seed), 'failed');
  }
  expect([seedsOf(), values(), dfa().end]).toEqual([[], [], 'failed']);
});

it('measures are means over the runs that have a value', () => {
  for (const seed of SEEDS) train('dfa', seed, EPOCHS);
  const [first] = dfa().measures;
  expect(first?.values['gradient-angle']?.angle).toEqual([
    expect.closeTo(mean(...SEEDS.map((seed) => angle(seed, 1))), 12),
    1,
  ]);
  expect(dfa().measures).toHaveLength(EPOCHS);
});

it('the counted runs do not depend on the order of runs', () => {
  for (const seed of SEEDS) train('dfa', seed, seed === 8 ? EPOCHS : 2);
  const runs = [...seriesRecord().values()].filter(({ rule }) => rule === 'dfa');
  expect(countedOf(runs.toReversed()).map(({ seed }) => seed)).toEqual([8]);
});

it('the end of a run updates the charts even without a new point, since the counted runs may change', () => {
  train('dfa', 3, EPOCHS);
  train('dfa', 5, EPOCHS - 1);
  addEvent({ type: 'progress', run: idOf('dfa', 5), step: EPOCHS * STEPS });
  const { version } = lab.series;
  const before = (['testAccuracy', 'trainingLoss', 'testLoss'] as const).map(version);
  expect(seedsOf()).toEqual([3]);
  endSeries(idOf('dfa', 5), 'done');
  expect(seedsOf()).toEqual([3, 5]);
  for (const [i, channel] of (['testAccuracy', 'trainingLoss', 'testLoss'] as const).entries())
    expect(version(channel)).toBeGreaterThan(before[i] as number);
});
