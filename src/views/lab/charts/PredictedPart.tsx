import { lazy, Suspense } from 'react';
import type { Experiment } from '../../../core/run';
import { Broken } from '../../parts/Broken';

// Only where numbers are predicted: it comes in a file of its own.
const PredictedFigure = lazy(async () => ({
  default: (await import('./PredictedFigure')).PredictedFigure,
}));

export function PredictedPart({ experiment }: { experiment: Experiment }) {
  return (
    <Broken name="Predicted against true">
      <Suspense fallback={<div className="figure figure-predicted" aria-busy="true" />}>
        <PredictedFigure experiment={experiment} />
      </Suspense>
    </Broken>
  );
}
