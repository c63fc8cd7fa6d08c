/** The value axes of a run's charts, from its current record. */
import type { Experiment } from '../../../core/run/spec';
import { type Axis, accuracyAxis, accuracyRange, logErrorAxis, lossAxis } from '../../../figures/axes/scale';
import type { AccuracyScale } from '../../../store/page/chartScale';
import type { CurveId, SeriesRecord } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';

export type LossId = Exclude<CurveId, 'testAccuracy'>;

/** Default accuracy range, for data sets without their own; it widens if an epoch lies below. */
const USUAL = [0.5, 1] as const;

/** Accuracies of all rules after each epoch. Interim values are left out: they come and go, and would rescale the axis back and forth. */
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

/** Default loss ranges (usual for 10 classes), for data sets without their own; a line may enter from above. */
const usual = { trainingLoss: [0.03, 3], testLoss: [0.1, 3] } as const;

/** Values from the end of the first epoch on, and earlier ones below `most`: a line may enter from above. */
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
