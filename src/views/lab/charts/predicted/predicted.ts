/** Predicted against true values: points, fit and range from a rule's predictions on the test set. */
import { count } from '../../../../core/format';
import type { PredictionsEvent } from '../../../../core/run/events';
import type { Dataset } from '../../../../core/samples/dataset';
import type { Axis } from '../../../../figures/axes/scale';
import type { Range } from '../../../../figures/axes/valueAxis';
import type { Rows } from '../../../../figures/lines/rows';
import { countOutside, type Spot, spotOf } from '../../../charts/points/spots';
import type { NumbersRow } from '../../../charts/table/NumbersTable';

export interface Pair {
  readonly truth: number;
  readonly predicted: number;
}
export type TargetScale = NonNullable<Dataset['targetScale']>;

/** Identity scale, for data sets without their own. */
const plain: TargetScale = { mean: 0, deviation: 1, unit: '' };

/**
 * The pairs of one output, in the target's unit.
 * @param output index, 0 … `outputs` - 1
 */
export function pairsOf(
  { targets, outputs: answers }: NonNullable<PredictionsEvent['pairs']>,
  outputs: number,
  output: number,
  { mean, deviation }: TargetScale = plain,
): Pair[] {
  const raw = (value: number | undefined) => (value ?? Number.NaN) * deviation + mean;
  return Array.from({ length: Math.floor(targets.length / outputs) }, (_, i) => ({
    truth: raw(targets[i * outputs + output]),
    predicted: raw(answers[i * outputs + output]),
  }));
}

export interface Fit {
  /** 1 - Σ(true - predicted)² / Σ(true - mean of true)²; undefined if all true values are equal. */
  readonly r2: number | undefined;
  /** Root of the mean (true - predicted)², in the target's unit; undefined without pairs. */
  readonly rmse: number | undefined;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

export function fitOf(pairs: readonly Pair[]): Fit {
  if (pairs.length === 0) return { r2: undefined, rmse: undefined };
  const mean = sumOf(pairs.map(({ truth }) => truth)) / pairs.length;
  const residual = sumOf(pairs.map(({ truth, predicted }) => (truth - predicted) ** 2));
  const total = sumOf(pairs.map(({ truth }) => (truth - mean) ** 2));
  // The mean is rounded, so the sum of a constant may not be exactly 0: compare the values.
  const varies = total > 0 && pairs.some(({ truth }) => truth !== pairs[0]?.truth);
  return { r2: varies ? 1 - residual / total : undefined, rmse: Math.sqrt(residual / pairs.length) };
}

/** Mean R² over all outputs that have one. */
export function meanR2(event: NonNullable<PredictionsEvent['pairs']>, outputs: number): number | undefined {
  const all = Array.from({ length: outputs }, (_, output) => fitOf(pairsOf(event, outputs, output)).r2);
  const some = all.filter((r2) => r2 !== undefined);
  return some.length > 0 ? sumOf(some) / some.length : undefined;
}

/**
 * Smallest and largest true value of one output over the whole test set: the same before, during and after
 * training, so that the scale does not change. Undefined for classification.
 */
export function rangeOf({ test, outputs, targetScale }: Dataset, output: number): Range | undefined {
  if (test.targets.kind !== 'values' || test.size === 0) return undefined;
  const { values } = test.targets;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = output; i < test.size * outputs; i += outputs) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const { mean, deviation } = targetScale ?? plain;
  return low <= high ? [low * deviation + mean, high * deviation + mean] : undefined;
}

/** A number with its unit, if it has one. */
export const withUnit = (text: string, unit: string | undefined): string =>
  unit ? `${text}\u202f${unit}` : text;

/** One entry per pair; undefined if the prediction is not finite. */
export const spotsOf = (pairs: readonly Pair[], axis: Axis): (Spot | undefined)[] =>
  pairs.map(({ truth, predicted }) => spotOf(truth, predicted, axis));

/** "; 3 beyond the scale, 2 not a number": points not drawn at their value. */
export function strayText(spots: readonly (Spot | undefined)[]): string {
  const { top, bottom } = countOutside(spots);
  const none = spots.filter((spot) => spot === undefined).length;
  const said = [
    top + bottom > 0 ? `${count(top + bottom)} beyond the scale` : '',
    none > 0 ? `${count(none)} not a number` : '',
  ].filter(Boolean);
  return said.length > 0 ? `; ${said.join(', ')}` : '';
}

/** A name with its unit, if it has one: "true, ms". */
export const named = (name: string, unit: string | undefined): string => (unit ? `${name}, ${unit}` : name);

/** Table rows: every drawn pair, in full precision. */
export const pairRows = (pairs: readonly Pair[]): readonly NumbersRow[] =>
  pairs.map(({ truth, predicted }, i) => ({
    key: i,
    head: i + 1,
    cells: [truth, predicted, predicted - truth],
  }));

/** The same for CSV. */
export const pairLines = (pairs: readonly Pair[], unit: string | undefined): Rows => [
  ['sample', named('true', unit), named('predicted', unit), named('difference', unit)],
  ...pairs.map(({ truth, predicted }, i) => [i + 1, truth, predicted, predicted - truth]),
];
