/** The value axes of a run's charts, as its record stands. */
import type { Experiment } from '../../../core/run/spec';
import type { AccuracyScale } from '../../../store/page/chartScale';
import type { CurveId, SeriesRecord } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';
import { type Axis, accuracyAxis, accuracyRange, logErrorAxis, lossAxis } from '../../charts/axes/scale';

export type LossId = Exclude<CurveId, 'testAccuracy'>;

/** Of a set that says nothing of itself; it widens where an epoch lies below. */
const USUAL = [0.5, 1] as const;

/** Of all rules after all their epochs: samples in between come and go, and would move the axis back and forth. */
function* evaluations(record: SeriesRecord): Generator<number> {
  for (const { epochs } of record.values()) for (const { testAccuracy } of epochs) yield testAccuracy;
}

export function accuracyAxisNow(record: SeriesRecord, { dataset }: Experiment, scale: AccuracyScale): Axis {
  const values = [...evaluations(record)];
  const range = accuracyRange(datasetChoice(dataset).accuracyRange ?? USUAL, values);
  if (scale === 'linear') return accuracyAxis(range);
  return logErrorAxis(
    range,
    values.reduce((best, value) => (value < 1 && value > best ? value : best), 0),
  );
}

/** Where losses of 10 classes usually lie, for a set that says nothing of itself; a line may come in from above. */
const usual = { trainingLoss: [0.03, 3], testLoss: [0.1, 3] } as const;

/** From the first epoch's end on; what comes before may come in from above, but not from below. */
function* settled(record: SeriesRecord, curve: LossId, most: number): Generator<number> {
  for (const series of record.values()) {
    const { points } = series.curves[curve];
    for (let i = 0; i < points.length; i += 1) {
      const y = points.y[i] as number;
      if ((points.x[i] as number) >= 1 || y < most) yield y;
    }
  }
}

export function lossAxisNow(record: SeriesRecord, { dataset }: Experiment, curve: LossId): Axis {
  const range = datasetChoice(dataset).lossRange ?? usual[curve];
  return lossAxis(range, settled(record, curve, range[1]));
}
