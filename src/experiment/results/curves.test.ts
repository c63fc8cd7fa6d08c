import { expect, it } from 'vitest';
import { bestEpoch, curveAt, epochsOf, measureAt, runsOf } from './curves';
import { quantitiesOf } from './quantities';
import type { Arm } from './study';
import { small } from './testSupport';

const recorded = small();
const bp = runsOf(recorded, 'one', 'bp');
const f3 = runsOf(recorded, 'one', 'f3-error');

it('the runs of an arm and a rule, or a message', () => {
  expect(bp.map(({ rule, seed }) => `${rule} ${seed}`)).toEqual(['bp 0', 'bp 1']);
  expect(() => runsOf(recorded, 'two', 'bp')).toThrow(
    'results/small/record.json: arms: there is no arm two with bp.',
  );
});

it('mean and sample deviation over the seeds that have a value', () => {
  // 0.5 and 0.75: deviations of ±1/8, so that s² = 2 (1/8)² / (2 − 1).
  expect(curveAt(bp, 'testAccuracy', 1)).toEqual({ n: 2, mean: 0.625, sd: Math.sqrt(1 / 32) });
  expect(curveAt(bp, 'testLoss', 2)?.mean).toBe(0.375);
  expect(curveAt(f3, 'testAccuracy', 2)).toEqual({ n: 1, mean: 0.25 });
  for (const epoch of [0, 3]) expect(curveAt(bp, 'testAccuracy', epoch)).toBeUndefined();
});

it('a measure before training and after each epoch, without what is not a number', () => {
  const at = (epoch: number, place: number) =>
    measureAt(bp, { measure: 'gradient-angle', series: 'angle', place }, epoch);
  expect(at(0, 0)?.mean).toBe(90);
  expect(at(1, 0)?.mean).toBe(60.5);
  expect(at(1, 1)).toEqual({ n: 2, mean: 0, sd: 0 });
  expect(at(2, 0)).toBeUndefined();
  expect(at(1, 2)).toBeUndefined();
});

it('the best epoch: the first of equal means, higher accuracy or lower loss', () => {
  expect(bestEpoch(bp, 'testAccuracy')).toMatchObject({ epoch: 1, value: { mean: 0.625 } });
  expect(bestEpoch(f3, 'testAccuracy')).toMatchObject({ epoch: 1, value: { mean: 0.375 } });
  expect(bestEpoch(f3, 'testLoss')).toMatchObject({ epoch: 1, value: { mean: 0.625 } });
  expect(bestEpoch([], 'testLoss')).toBeUndefined();
  expect(epochsOf(f3)).toBe(2);
});

it('names every recorded quantity', () => {
  const [arm] = recorded.study.arms;
  if (!arm) throw new Error('no arm');
  const all = quantitiesOf(recorded, arm, 'bp');
  expect(all.map(({ name }) => name)).toEqual([
    'Test accuracy',
    'Test loss',
    'Training loss',
    'Angle to backprop, layer 1',
    'Angle to backprop, layer 2',
  ]);
  // A run that stopped before anything was measured hides no measure of the others.
  expect(quantitiesOf(recorded, arm, 'f3-error')).toHaveLength(all.length);
  const texts = all.map(({ at, text }) => {
    const value = at(1);
    return value && text(value).replaceAll('\u202f', ' ');
  });
  expect(texts).toEqual(['62.50 ± 17.68 %', '0.3750 ± 0.18', '0.5000 ± 0.0', '60.5° ± 0.7°', '0.0° ± 0.0°']);
});

it('of many layers it names the mean over the hidden ones', () => {
  const deepAngles = {
    'gradient-angle': {
      angle: [
        [10, 20, 30, 40, 50, 60, 0],
        [90, null, null, 70, null, null, 0],
      ],
    },
  };
  const runs = recorded.record.arms.map((one) => ({
    ...one,
    runs: one.runs.map((run) => ({ ...run, measures: deepAngles })),
  }));
  const deep = { ...recorded, record: { ...recorded.record, arms: runs } };
  const angle = quantitiesOf(deep, recorded.study.arms[0] as Arm, 'bp').slice(3);
  expect(angle.map(({ name }) => name)).toEqual(['Angle to backprop, mean of hidden layers']);
  expect([0, 1, 2].map((epoch) => angle[0]?.at(epoch)?.mean)).toEqual([35, 80, undefined]);
});
