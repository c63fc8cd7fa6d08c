/** Places of a group's points on the axis. The same function for the same runs, so that what it has placed can be kept. */
import { epochSamples } from '../../core/run/spec';
import { samplesAt, stepAt } from '../../core/trainer/epochSteps';
import type { RunCurves, RunRecord } from '../../notebook/records';
import { byIdentity } from '../../notebook/stats/byIdentity';
import { meanSeconds } from '../../notebook/stats/mean';
import type { Track } from '../lines/line';
import type { XId } from './metrics';

type Place = NonNullable<Track['place']>;

/** By the size of the training set, or 'steps'. */
const ofRuns = new WeakMap<RunRecord, Map<number | 'steps', Place>>();

function placeOf(run: RunRecord, key: number | 'steps', make: () => Place): Place {
  const own = ofRuns.get(run) ?? new Map<number | 'steps', Place>();
  ofRuns.set(run, own);
  const place = own.get(key) ?? make();
  own.set(key, place);
  return place;
}

/** Time is known at the ends of epochs; between them, training is taken to be even. */
const byTime = byIdentity((curves: readonly RunCurves[]): Place => {
  const seconds = meanSeconds(curves.map(({ epochs }) => epochs));
  return (at) => {
    const before = seconds[Math.floor(at)];
    const after = seconds[Math.ceil(at)];
    return before === undefined || after === undefined
      ? undefined
      : before + (at - Math.floor(at)) * (after - before);
  };
});

/** Maps epochs to the axis. */
export function placeOn(
  x: XId,
  [run]: readonly RunRecord[],
  curves: readonly RunCurves[],
  trainSize: number,
): Track['place'] {
  if (x === 'epoch' || !run) return undefined;
  if (x === 'time') return byTime(curves);
  if (x === 'steps') return placeOf(run, x, () => (at) => stepAt(run, at));
  const samples = epochSamples(run.spec, trainSize);
  return placeOf(run, trainSize, () => (at) => samplesAt(run, stepAt(run, at), samples, run.spec.batchSize));
}

/** One place after the other. */
export const composed = byIdentity(
  ([first, second]: readonly Place[]): Place =>
    (at) => {
      const between = first?.(at);
      return between === undefined ? undefined : second?.(between);
    },
);
