/** Lines of the Compare chart: the mean of each group's runs, with a band of one standard deviation. */
import { epochSamples } from '../../../core/run/spec';
import { epochsAt, samplesAt, stepAt } from '../../../core/trainer/epochSteps';
import { statistics } from '../../../experiment/aggregate';
import { keyText } from '../../../notebook/keys';
import type { ExperimentRecord, RunCurves, RunRecord } from '../../../notebook/records';
import { countedRuns, meanCurve, meanSeconds, type Points } from '../../../notebook/stats/mean';
import type { Columns, Line, Track } from '../../charts/lines/line';
import type { ShownGroup } from '../useCompare';
import type { MetricId, XId } from '../view';

type AllCurves = ReadonlyMap<string, RunCurves>;

/** A run's curve of the metric, over epochs. */
function curveOf(run: RunRecord, { epochs, loss }: RunCurves, metric: MetricId): Points {
  if (metric === 'trainingLoss')
    return { x: Float64Array.from(loss.steps, (step) => epochsAt(run, step)), y: loss.values };
  return {
    x: Float64Array.from(epochs, ({ epoch }) => epoch),
    y: Float64Array.from(epochs, (event) => event[metric]),
  };
}

const columnsOf = (x: Float64Array, y: Float64Array): Columns => ({ x, y, length: y.length });

/** Maps epochs to the axis. */
function placeOn(
  x: XId,
  [run]: readonly RunRecord[],
  curves: readonly RunCurves[],
  trainSize: number,
): Track['place'] {
  if (x === 'epoch' || !run) return undefined;
  if (x === 'steps') return (at) => stepAt(run, at);
  const samples = epochSamples(run.spec, trainSize);
  if (x === 'samples') return (at) => samplesAt(run, stepAt(run, at), samples, run.spec.batchSize);
  const seconds = meanSeconds(curves.map(({ epochs }) => epochs));
  // Time is known at the ends of epochs; between them, training is taken to be even.
  return (at) => {
    const before = seconds[Math.floor(at)];
    const after = seconds[Math.ceil(at)];
    return before === undefined || after === undefined
      ? undefined
      : before + (at - Math.floor(at)) * (after - before);
  };
}

function lineOf(
  group: ShownGroup,
  all: AllCurves,
  { metric, x, trainSize }: { readonly metric: MetricId; readonly x: XId; readonly trainSize: number },
): Line {
  const { key, name, rule, style, mark } = group;
  const counted = countedRuns(group.runs).flatMap((run) => {
    const curves = all.get(keyText([run.experiment, run.id]));
    return curves ? [{ run, curves }] : [];
  });
  const mean = meanCurve(counted.map(({ run, curves }) => curveOf(run, curves, metric)));
  const starts = counted.flatMap(({ curves: { start } }) =>
    start && metric !== 'trainingLoss' ? [start[metric]] : [],
  );
  const start = starts.length === counted.length ? statistics(starts)?.mean : undefined;
  const place = placeOn(
    x,
    counted.map(({ run }) => run),
    counted.map(({ curves }) => curves),
    trainSize,
  );
  const offset = (sign: 1 | -1, sd: Float64Array): Columns =>
    columnsOf(
      mean.x,
      mean.y.map((value, i) => value + sign * (sd[i] as number)),
    );
  return {
    ...{ key, name, rule, style, mark },
    points: columnsOf(mean.x, mean.y),
    ...(place ? { place } : {}),
    ...(start === undefined ? {} : { start }),
    ...(mean.sd ? { band: { low: offset(-1, mean.sd), high: offset(1, mean.sd) } } : {}),
    ...(mean.n > 1 ? { mean: `mean of ${mean.n}` } : {}),
  };
}

export const groupLines = (
  groups: readonly ShownGroup[],
  curves: AllCurves,
  experiments: readonly ExperimentRecord[],
  of: { readonly metric: MetricId; readonly x: XId },
): readonly Line[] =>
  groups
    .filter(({ isHidden }) => !isHidden)
    .map((group) => {
      const experiment = experiments.find(({ id }) => id === group.runs[0]?.experiment);
      return lineOf(group, curves, { ...of, trainSize: experiment?.data.trainSize ?? 1 });
    })
    .filter(({ points }) => points.length > 0);
