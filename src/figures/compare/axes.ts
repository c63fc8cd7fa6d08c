/** Axes of the Compare chart, from the lines that it shows. */
import { epochSamples } from '../../core/run/spec';
import { allSteps } from '../../core/trainer/epochSteps';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
import { type Axis, accuracyAxis, accuracyRange, logErrorAxis, lossAxis } from '../axes/scale';
import { epochAxis, logAxisOf, sampleAxis, stepAxis, timeAxis, type XAxis } from '../axes/xAxis';
import { kept } from '../lines/kept';
import type { Columns, Line } from '../lines/line';
import type { MetricId, XId } from './metrics';

/** The values of a line that an axis depends on: the least and the greatest of all, above 0, below 1, and finite; and 0. */
const outermost = kept(({ y, length }: Columns): readonly number[] => {
  const empty = (): [number, number] => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const [all, positive, below] = [empty(), empty(), empty()];
  const hold = (ends: [number, number], value: number): void => {
    if (value < ends[0]) ends[0] = value;
    if (value > ends[1]) ends[1] = value;
  };
  let hasZero = false;
  for (let i = 0; i < length; i += 1) {
    const value = y[i] as number;
    hold(all, value);
    if (value > 0 && Number.isFinite(value)) hold(positive, value);
    if (value < 1) hold(below, value);
    if (value === 0) hasZero = true;
  }
  const found = [all, positive, below].flatMap((ends) => (ends[0] <= ends[1] ? ends : []));
  return hasZero ? [...found, 0] : found;
});

/** Before there is a curve. */
const usual = {
  testAccuracy: [0.9, 1],
  trainingLoss: [0.03, 3],
  testLoss: [0.1, 3],
} as const satisfies Record<MetricId, readonly [number, number]>;

export function valueAxis(lines: readonly Line[], metric: MetricId, logY: boolean): Axis {
  const values = lines.flatMap(({ points }) => outermost(points));
  if (metric !== 'testAccuracy') return lossAxis(usual[metric], values);
  const range = accuracyRange(usual.testAccuracy, values);
  const best = values.reduce((top, value) => (value < 1 && value > top ? value : top), 0);
  return logY ? logErrorAxis(range, best) : accuracyAxis(range);
}

const longest = (runs: readonly RunRecord[], of: (run: RunRecord) => number): number =>
  Math.max(1, ...runs.map(of));

/** `place` maps the linear axis's positions to it. */
export interface PlacedAxis {
  readonly axis: XAxis;
  readonly place?: (x: number) => number;
}

export function progressAxis(
  runs: readonly RunRecord[],
  experiments: readonly ExperimentRecord[],
  { x, logX }: { readonly x: XId; readonly logX: boolean },
): PlacedAxis {
  const sizeOf = (run: RunRecord): number =>
    epochSamples(run.spec, experiments.find(({ id }) => id === run.experiment)?.data.trainSize ?? 1);
  const epochs = longest(runs, ({ spec }) => spec.epochs);
  if (x === 'epoch')
    return {
      axis: epochAxis(
        epochs,
        longest(runs, (run) => run.stepsPerEpoch),
      ),
    };
  if (x === 'time')
    return { axis: timeAxis(Math.max(0, ...runs.map(({ reached }) => reached?.trainSeconds ?? 0))) };
  const linear =
    x === 'steps'
      ? stepAxis(longest(runs, (run) => allSteps(run, run.spec.epochs)))
      : sampleAxis(longest(runs, (run) => sizeOf(run) * run.spec.epochs));
  const whole = { ...linear, unit: 0 };
  if (!logX) return { axis: whole };
  const axis = logAxisOf(whole, x === 'steps' ? 1 : Math.min(...runs.map(({ spec }) => spec.batchSize)));
  return { axis, place: axis.placeOf };
}
