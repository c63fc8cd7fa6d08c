/** Curves of runs, and the means of groups: each is derived once from the stored curves, and again when these change. */
import { type EpochSteps, epochsAt } from '../../core/trainer/epochSteps';
import type { RunCurves, RunRecord } from '../../notebook/records';
import { byIdentity } from '../../notebook/stats/byIdentity';
import { meanCurve, type Points } from '../../notebook/stats/mean';
import type { Columns, Line } from '../lines/line';
import type { MetricId } from './metrics';

const sameSteps = (a: EpochSteps, b: EpochSteps): boolean =>
  a.stepsPerEpoch === b.stepsPerEpoch &&
  (a.epochEnds === b.epochEnds ||
    (a.epochEnds?.length === b.epochEnds?.length &&
      (a.epochEnds ?? []).every(({ steps }, i) => steps === b.epochEnds?.[i]?.steps)));

/** The x of the curve before. */
let last: WeakRef<Float64Array> | undefined;

/** Runs that differ in rule and seed share their x, and with it everything that is derived from x alone. */
function sharedX(x: Float64Array): Float64Array {
  const before = last?.deref();
  if (before?.length === x.length && before.every((value, i) => value === x[i])) return before;
  last = new WeakRef(x);
  return x;
}

function derive(run: EpochSteps, { epochs, loss }: RunCurves, metric: MetricId): Points {
  const length = metric === 'trainingLoss' ? loss.steps.length : epochs.length;
  const x = new Float64Array(length);
  if (metric === 'trainingLoss') {
    for (let i = 0; i < length; i += 1) x[i] = epochsAt(run, loss.steps[i] as number);
    return { x: sharedX(x), y: loss.values };
  }
  const y = new Float64Array(length);
  for (const [i, event] of epochs.entries()) {
    x[i] = event.epoch;
    y[i] = event[metric];
  }
  return { x: sharedX(x), y };
}

interface Derived {
  readonly steps: EpochSteps;
  readonly points: Points;
}
const derived = new WeakMap<RunCurves, Map<MetricId, Derived>>();

/** A run's curve of the metric, over epochs. The same object for the same stored curves. */
export function curveOf(run: RunRecord, curves: RunCurves, metric: MetricId): Points {
  const own = derived.get(curves) ?? new Map<MetricId, Derived>();
  derived.set(curves, own);
  const before = own.get(metric);
  if (before && sameSteps(before.steps, run)) return before.points;
  const { stepsPerEpoch, epochEnds } = run;
  const points = derive(run, curves, metric);
  own.set(metric, { steps: { stepsPerEpoch, ...(epochEnds ? { epochEnds } : {}) }, points });
  return points;
}

const fixed = (x: Float64Array, y: Float64Array): Columns => ({ x, y, length: y.length, fixed: true });

interface GroupMean extends Pick<Line, 'points' | 'band'> {
  readonly n: number;
}

/** Mean, and mean ± one standard deviation. The same object for the same curves. */
export const groupMean = byIdentity((curves: readonly Points[]): GroupMean => {
  const { x, y, sd, n } = meanCurve(curves);
  if (!sd) return { n, points: fixed(x, y) };
  const [low, high] = [new Float64Array(y.length), new Float64Array(y.length)];
  for (let i = 0; i < y.length; i += 1) {
    low[i] = (y[i] as number) - (sd[i] as number);
    high[i] = (y[i] as number) + (sd[i] as number);
  }
  return { n, points: fixed(x, y), band: { low: fixed(x, low), high: fixed(x, high) } };
});
