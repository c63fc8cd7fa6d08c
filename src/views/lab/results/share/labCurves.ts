/** The runs of a lab, for the file of curves. */
import { type Experiment, runSpec } from '../../../../core/run/spec';
import { stepAt } from '../../../../core/trainer/epochSteps';
import { type SeriesRun, seriesCsv } from '../../../../exports/series';
import type { RunSeries, SeriesRecord } from '../../../../store/run/series';

function seriesRun(run: RunSeries, experiment: Experiment, trainSize: number): SeriesRun {
  const { id, rule, seed, curves, epochs, measures } = run;
  const { x, y, length } = curves.trainingLoss.points;
  const { start: testLoss } = curves.testLoss;
  const { start: testAccuracy = Number.NaN } = curves.testAccuracy;
  return {
    ...{ id, trainSize, settings: [], steps: run, epochs, measures },
    spec: runSpec(experiment, rule, seed),
    loss: {
      steps: Array.from(x.subarray(0, length), (epoch) => stepAt(run, epoch)),
      values: y.subarray(0, length),
    },
    ...(testLoss === undefined ? {} : { start: { testLoss, testAccuracy } }),
  };
}

/** @param trainSize training samples of the data set */
export const labCurves = (record: SeriesRecord, experiment: Experiment, trainSize: number): string =>
  seriesCsv([...record.values()].map((run) => seriesRun(run, experiment, trainSize)));
