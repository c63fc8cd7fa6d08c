import { expect, it } from 'vitest';
import { createByRule } from '../run/byRule';
import { createSeries } from '../run/series';
import { outcomeOf } from './outcome';

const at = { run: 'bp-0', rule: 'bp', seed: 0 } as const;
const rest = {
  trainingLoss: 1,
  testLoss: 1,
  trainSeconds: 1,
  testSeconds: 1,
  heldBytes: 0,
  machine: { tensors: 0 },
};

/** BP after two epochs of two steps each: accuracies 0.5 and 0.75, angles 90°, 60° and none. */
function trained() {
  const series = createSeries();
  series.reset([{ id: 'bp-0', rule: 'bp', seed: 0 }]);
  series.add({ ...at, type: 'started', step: 0, stepsPerEpoch: 2, parameters: 1 });
  for (const [epoch, angle] of [90, 60, null].entries())
    series.add({
      ...{ ...at, type: 'measures', step: 2 * epoch, epoch, seconds: 0 },
      values: { 'gradient-angle': { angle: [1, angle] } },
    });
  for (const [i, testAccuracy] of [0.5, 0.75].entries())
    series.add({
      ...at,
      ...rest,
      trainingLoss: 1 / (i + 1),
      type: 'epoch',
      step: 2 * i + 2,
      epoch: i + 1,
      testAccuracy,
      aloneSeconds: i + 2,
    });
  return { series, outcome: () => outcomeOf(new Map([['one', createByRule(series).rules()]])) };
}
const second = { measure: 'gradient-angle', series: 'angle', place: 1 } as const;

it('reads accuracy only of a run that got to its end', () => {
  const { series, outcome } = trained();
  expect(outcome().accuracy('one', 'bp')).toBeNaN();
  expect(outcome().accuracyAt('one', 'bp', 1)).toBe(0.5);
  expect(outcome().trainingLoss('one', 'bp')).toBeNaN();
  series.end('bp-0', 'done');
  expect(outcome().accuracy('one', 'bp')).toBe(0.75);
  expect(outcome().epochs('one', 'bp')).toBe(2);
  expect([undefined, 1].map((epoch) => outcome().trainingLoss('one', 'bp', epoch))).toEqual([0.5, 1]);
  expect(outcome().seconds('one', 'bp')).toBe(3);
});

it('reads a measure at its place, before training and after an epoch', () => {
  const { outcome } = trained();
  expect([0, 1].map((epoch) => outcome().measured('one', 'bp', second, epoch))).toEqual([90, 60]);
  // Not measured, an epoch that was not reached, and a place that does not exist.
  expect(outcome().measured('one', 'bp', second)).toBeNaN();
  expect(outcome().measured('one', 'bp', second, 3)).toBeNaN();
  expect(outcome().measured('one', 'bp', { ...second, place: 2 }, 1)).toBeNaN();
});

it('has no number of what was not trained', () => {
  const { outcome } = trained();
  expect(outcome().accuracy('two', 'bp')).toBeNaN();
  expect(outcome().accuracy('one', 'dfa')).toBeNaN();
  expect(outcome().epochs('one', 'dfa')).toBe(0);
});
