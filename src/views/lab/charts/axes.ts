/** The value axes of a run's charts, as its record stands. */
import type { Experiment } from '../../../core/run';
import type { AccuracyScale } from '../../../store/chartScale';
import { datasetChoice } from '../../../store/choices';
import { type CurveId, type SeriesRecord, seriesRecord } from '../../../store/series';
import { type Axis, accuracyAxis, accuracyRange, logErrorAxis, lossAxis } from './scale';

export type LossId = Exclude<CurveId, 'testAccuracy'>;

/** Of a set that says nothing of itself; it widens where an epoch lies below. */
const USUAL = [0.5, 1] as const;

/** Values of all rules, for each epoch that all rules have finished. */
function epochValues(record: SeriesRecord): number[][] {
  const all = [...record.values()].filter((series) => series.end === undefined || series.end === 'done');
  const finished = all.length > 0 ? Math.min(...all.map((series) => series.epochs.length)) : 0;
  return Array.from({ length: finished }, (_, i) => all.map((series) => series.epochs[i]?.testAccuracy ?? 0));
}

export function accuracyAxisNow({ dataset }: Experiment, scale: AccuracyScale): Axis {
  const range = accuracyRange(datasetChoice(dataset).accuracyRange ?? USUAL, epochValues(seriesRecord()));
  return scale === 'linear' ? accuracyAxis(range) : logErrorAxis(range);
}

/** Where losses of 10 classes usually lie, for a set that says nothing of itself; a line may come in from above. */
const usual = { trainingLoss: [0.03, 3], testLoss: [0.1, 3] } as const;

/** From the first epoch's end on: what comes before may lie outside. */
function* settled(record: SeriesRecord, curve: LossId): Generator<number> {
  for (const series of record.values()) {
    const { points } = series.curves[curve];
    for (let i = 0; i < points.length; i += 1) if ((points.x[i] as number) >= 1) yield points.y[i] as number;
  }
}

export function lossAxisNow({ dataset }: Experiment, curve: LossId): Axis {
  return lossAxis(datasetChoice(dataset).lossRange ?? usual[curve], settled(seriesRecord(), curve));
}
