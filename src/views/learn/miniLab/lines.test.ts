import { expect, it } from 'vitest';
import type { RuleId } from '../../../core/rules';
import { createByRule } from '../../../store/run/byRule';
import { createSeries } from '../../../store/run/series';
import type { LessonChart } from '../lesson';
import { type ArmRecord, armLines, chartSpec, chartSummary } from './lines';

const rest = {
  trainingLoss: 1,
  testLoss: 1,
  trainSeconds: 1,
  testSeconds: 1,
  heldBytes: 0,
  machine: { tensors: 0 },
};

/** An arm whose rules ended one epoch with an accuracy and an angle of the second layer, 90° before training. */
function arm(id: string, ends: Partial<Record<RuleId, readonly [number, number]>>): ArmRecord {
  const series = createSeries();
  const rules = Object.entries(ends) as [RuleId, readonly [number, number]][];
  series.reset(rules.map(([rule]) => ({ id: rule, rule, seed: 0 })));
  for (const [rule, [testAccuracy, angle]] of rules) {
    const at = { run: rule, rule, seed: 0 };
    series.add({ ...at, type: 'started', step: 0, stepsPerEpoch: 1, parameters: 1 });
    for (const epoch of [0, 1])
      series.add({
        ...{ ...at, type: 'measures', step: epoch, epoch, seconds: 0 },
        values: { 'gradient-angle': { angle: [0, epoch === 0 ? 90 : angle] } },
      });
    series.add({ ...at, ...rest, type: 'epoch', step: 1, epoch: 1, testAccuracy });
  }
  return { id, name: `arm ${id}`, record: createByRule(series).rules(), epochs: 1 };
}
const accuracy: LessonChart = { of: { kind: 'accuracy' } };
const angle: LessonChart = { of: { kind: 'angle', layer: 2 } };
const one = arm('a', { bp: [0.9, 0], dfa: [0.8, 40] });
const other = arm('b', { dfa: [0.5, 120] });

const named = (arms: readonly ArmRecord[], chart: LessonChart) =>
  armLines(arms, chart).map(({ key, name, style }) => [key, name, style?.dash]);

it('names lines after rules, arms, or both, and gives each line of a rule its own dash', () => {
  expect(armLines([one], accuracy).map(({ name }) => name)).toEqual(['BP', 'DFA']);
  const both = named([one, other], accuracy);
  expect(both.map(([, name]) => name)).toEqual(['BP, arm a', 'DFA, arm a', 'arm b']);
  expect(new Set(both.map(([key]) => key)).size).toBe(3);
  expect(both[1]?.[2]).not.toBe(both[2]?.[2]);
  expect(named([one, other], { ...accuracy, rules: ['dfa'] }).map(([, name]) => name)).toEqual([
    'arm a',
    'arm b',
  ]);
});

it('draws accuracy, or a measure from before training on', () => {
  const [, dfa] = armLines([one], accuracy);
  expect([dfa?.points.x[0], dfa?.points.y[0]]).toEqual([1, 0.8]);
  const [, own] = armLines([one], angle);
  expect(Array.from({ length: own?.points.length ?? 0 }, (_, i) => own?.points.y[i])).toEqual([90, 40]);
});

it('draws the mean training loss of each epoch, on an axis from 0', () => {
  const { lines, y, title } = chartSpec({
    arms: [one],
    chart: { of: { kind: 'training-loss' } },
    narrow: false,
  });
  expect(lines.map(({ points }) => [points.x[0], points.y[0], points.length])).toEqual([
    [1, 1, 1],
    [1, 1, 1],
  ]);
  expect([y.domain, title]).toEqual([[0, 1], 'Training loss']);
  const untrained = chartSpec({ arms: [], chart: { of: { kind: 'training-loss' } }, narrow: false });
  expect(untrained.y.domain).toEqual([0, 1]);
});

it('widens the axis of angles only for an angle above 100°', () => {
  const top = (arms: readonly ArmRecord[]) => chartSpec({ arms, chart: angle, narrow: false }).y.domain[1];
  expect(top([one])).toBe(108);
  expect(top([one, other])).toBe(180);
});

it('shows the guess over the last third, and says the last values', () => {
  const spec = chartSpec({
    arms: [one],
    chart: accuracy,
    narrow: false,
    guess: { range: [0.4, 0.7], whose: 'your' },
  });
  expect(spec.expected).toEqual({ from: 2 / 3, to: 1, low: 0.4, high: 0.7, text: 'your guess' });
  expect(chartSummary(spec)).toMatch(/^Test accuracy, last: BP 90\.0.%, DFA 80\.0.%\.$/);
  const nothing = chartSpec({ arms: [arm('c', {})], chart: accuracy, narrow: false });
  expect(nothing.expected).toBeUndefined();
  expect(chartSummary(nothing)).toBe('Nothing has been trained yet.');
});
