/** Lines of the Compare chart: the mean of each group's runs, with a band of one standard deviation. */
import { statistics } from '../../experiment/aggregate';
import { keyText } from '../../notebook/keys';
import type { ExperimentRecord, RunCurves } from '../../notebook/records';
import { countedRuns } from '../../notebook/stats/mean';
import type { Line } from '../lines/line';
import type { ShownGroup } from './groups';
import { curveOf, groupMean } from './means';
import type { MetricId, XId } from './metrics';
import { placeOn } from './places';

type AllCurves = ReadonlyMap<string, RunCurves>;

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
  const { n, points, band } = groupMean(counted.map(({ run, curves }) => curveOf(run, curves, metric)));
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
  return {
    ...{ key, name, rule, style, mark },
    points,
    ...(place ? { place } : {}),
    ...(start === undefined ? {} : { start }),
    ...(band ? { band } : {}),
    ...(n > 1 ? { mean: `mean of ${n}` } : {}),
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
