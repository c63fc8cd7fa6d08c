/** Series as they were, from a run's kept curves. */
import { epochsAt, stepsBefore } from '../../../core/trainer/epochSteps';
import type { RunCurves, RunRecord } from '../../../notebook/records';
import type { Curve, Points, RunSeries } from '../series';

/** Room for further points. */
function pointsOf(x: readonly number[] | Float64Array, y: readonly number[] | Float64Array): Points {
  const room = Math.max(64, 2 * x.length);
  const points: Points = { x: new Float64Array(room), y: new Float64Array(room), length: x.length };
  points.x.set(x);
  points.y.set(y);
  return points;
}

const curveOf = (points: Points, start?: number): Curve => ({
  points,
  between: pointsOf([], []),
  ...(start === undefined ? {} : { start }),
});

const ends = { done: 'done', diverged: 'diverged', failed: 'failed', stopped: 'stopped' } as const;

/** @param curves undefined: nothing was kept of it yet */
export function restoredSeries(run: RunRecord, curves: RunCurves | undefined): RunSeries {
  const { id, spec, step, epoch, stepsPerEpoch, epochEnds, parameters, state } = run;
  const { rule, seed } = spec;
  const steps = { stepsPerEpoch, ...(epochEnds ? { epochEnds } : {}) };
  const epochs = [...(curves?.epochs ?? [])];
  const numbers = epochs.map((event) => event.epoch);
  const lossAt = curves ? Array.from(curves.loss.steps, (at) => epochsAt(steps, at)) : [];
  const { start, predictions } = curves ?? {};
  const end = state in ends ? ends[state as keyof typeof ends] : undefined;
  return {
    ...{ id, rule, seed, parameters, ...steps, epochs },
    begun: end !== undefined || epoch > 0,
    step: state === 'diverged' ? step : stepsBefore(steps, epoch + 1),
    measures: [...(curves?.measures ?? [])],
    ...(predictions ? { predictions } : {}),
    curves: {
      trainingLoss: curveOf(pointsOf(lossAt, curves?.loss.values ?? [])),
      testAccuracy: curveOf(
        pointsOf(
          numbers,
          epochs.map((event) => event.testAccuracy),
        ),
        start?.testAccuracy,
      ),
      testLoss: curveOf(
        pointsOf(
          numbers,
          epochs.map((event) => event.testLoss),
        ),
        start?.testLoss,
      ),
    },
    ...(end ? { end } : {}),
  };
}
