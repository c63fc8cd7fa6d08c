/** Learning rate and frozen layers of an epoch, from the settings. */
import { optionValues } from '../options';
import type { RunSpec } from '../run/spec';
import { schedules } from '../schedules';
import type { Schedule } from '../schedules/schedule';

export interface EpochPlan {
  readonly learningRate: number;
  /** Layers, from 0. */
  readonly frozen: ReadonlySet<number>;
}

export const isSamePlan = (a: EpochPlan, b: EpochPlan): boolean =>
  a.learningRate === b.learningRate &&
  a.frozen.size === b.frozen.size &&
  [...a.frozen].every((layer) => b.frozen.has(layer));

/** @param epoch 1, 2, … */
export function planOf(spec: RunSpec, epoch: number): EpochPlan {
  const schedule: Schedule = schedules[spec.schedule];
  const options = optionValues(schedule.options, spec.scheduleOptions);
  const frozen = spec.freeze.filter(
    ({ from, to }) => epoch >= from && epoch <= (to ?? Number.POSITIVE_INFINITY),
  );
  return {
    learningRate: spec.learningRate * schedule.factor(epoch, spec.epochs, options),
    frozen: new Set(frozen.map(({ layer }) => layer - 1)),
  };
}
