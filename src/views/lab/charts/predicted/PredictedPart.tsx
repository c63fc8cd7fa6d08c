import type { Experiment } from '../../../../core/run/spec';
import { LazyPart, partFrom } from '../../../parts/LazyPart';

// Only where numbers are predicted: it comes in a file of its own.
const figure = partFrom(async () => (await import('./PredictedFigure')).PredictedFigure);
const waiting = <div className="figure figure-predicted" aria-busy="true" />;

export function PredictedPart({ experiment }: { experiment: Experiment }) {
  return <LazyPart name="Predicted against true" from={figure} waiting={waiting} props={{ experiment }} />;
}
