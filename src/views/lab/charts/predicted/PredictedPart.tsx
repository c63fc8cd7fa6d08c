import type { Experiment } from '../../../../core/run/spec';
import { LazyPart, partFrom } from '../../../parts/LazyPart';

// Lazy: only regression needs it.
const figure = partFrom(async () => (await import('./PredictedFigure')).PredictedFigure);
const waiting = <div className="figure figure-predicted" aria-busy="true" />;

export function PredictedPart({ experiment }: { experiment: Experiment }) {
  return <LazyPart name="Predicted against true" from={figure} waiting={waiting} props={{ experiment }} />;
}
