/** Values of a recorded study: of an arm and a rule, over its seeds. */
import type { MeasureId } from '../../core/measures';
import type { RuleId } from '../../core/rules';
import { isBetter, type Judged, type Statistics, statistics } from '../aggregate';
import { pathOf, problemIn } from './checked';
import type { Recorded, RecordedRun } from './record';

export type Curve = 'testAccuracy' | 'testLoss' | 'trainingLoss';

/** One number of a measure. */
export interface MeasuredPlace {
  readonly measure: MeasureId;
  /** See the measure's `series`. */
  readonly series: string;
  /** From 0: of layers 1 … K, or of classes; 0 where the network has a single value. */
  readonly place: number;
}

/** An arm's runs with a rule, one for each seed. @throws {StudyProblem} if there are none */
export function runsOf({ study, record }: Recorded, arm: string, rule: RuleId): readonly RecordedRun[] {
  const own = record.arms.find(({ id }) => id === arm)?.runs.filter((run) => run.rule === rule) ?? [];
  if (own.length === 0)
    throw problemIn(pathOf(study.id, 'record.json'), 'arms', `there is no arm ${arm} with ${rule}.`);
  return own;
}

const over = (values: readonly (number | null | undefined)[]): Statistics | undefined =>
  statistics(values.filter((value) => typeof value === 'number'));

/** Over the runs that have a value; `n` says how many. @param epoch from 1; undefined without values */
export const curveAt = (runs: readonly RecordedRun[], curve: Curve, epoch: number): Statistics | undefined =>
  over(runs.map((run) => run[curve][epoch - 1]));

/** The same for a measure. @param epoch from 0, before training */
export const measureAt = (
  runs: readonly RecordedRun[],
  { measure, series, place }: MeasuredPlace,
  epoch: number,
): Statistics | undefined => over(runs.map((run) => run.measures[measure]?.[series]?.[epoch]?.[place]));

/** The same for the mean over places from 0 on, in the runs that have a value at any. */
export const measureMeanAt = (
  runs: readonly RecordedRun[],
  { measure, series, places }: Omit<MeasuredPlace, 'place'> & { readonly places: number },
  epoch: number,
): Statistics | undefined =>
  over(runs.map((run) => over((run.measures[measure]?.[series]?.[epoch] ?? []).slice(0, places))?.mean));

/** Epochs of the longest run. */
export const epochsOf = (runs: readonly RecordedRun[]): number =>
  Math.max(0, ...runs.map(({ testLoss }) => testLoss.length));

/** The epoch with the best mean, the first of equal ones; undefined without values. */
export function bestEpoch(
  runs: readonly RecordedRun[],
  by: Judged,
): { readonly epoch: number; readonly value: Statistics } | undefined {
  let best: { readonly epoch: number; readonly value: Statistics } | undefined;
  for (let epoch = 1; epoch <= epochsOf(runs); epoch++) {
    const value = curveAt(runs, by, epoch);
    if (value && (!best || isBetter(by, value.mean, best.value.mean))) best = { epoch, value };
  }
  return best;
}
