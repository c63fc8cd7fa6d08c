import { useMemo } from 'react';
import type { Experiment } from '../../../core/run';
import { type CurveId, type SeriesRecord, seriesRecord } from '../../../store/series';
import { lossText } from '../../format';
import { useSeries } from '../../useSeries';
import { ChartFigure } from './ChartFigure';
import { Plot } from './Plot';
import { lossAxis } from './scale';
import { summary } from './summary';

interface Props {
  curve: Exclude<CurveId, 'testAccuracy'>;
  experiment: Experiment;
  generation: number;
  narrow: boolean;
}

const titles = { trainingLoss: 'Training loss', testLoss: 'Test loss' } as const;
/** Where losses of 10 classes usually lie; a line may come in from above. */
const usual = { trainingLoss: [0.03, 3], testLoss: [0.1, 3] } as const;
const subtitles = {
  trainingLoss: 'log, summed over outputs',
  testLoss: 'log, summed over outputs',
} as const;

/** From the first epoch's end on: what comes before may lie outside. */
function* settled(record: SeriesRecord, curve: Props['curve']): Generator<number> {
  for (const series of record.values()) {
    const { points } = series.curves[curve];
    for (let i = 0; i < points.length; i += 1) if ((points.x[i] as number) >= 1) yield points.y[i] as number;
  }
}

export function LossFigure({ curve, experiment, generation, narrow }: Props) {
  const version = useSeries(curve, 200);
  const title = titles[curve];
  const next = lossAxis(usual[curve], settled(seriesRecord(), curve));
  const [low, high] = next.domain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an axis with the same ends is the same axis.
  const axis = useMemo(() => next, [low, high]);
  return (
    <ChartFigure
      curve={curve}
      title={title}
      subtitle={subtitles[curve]}
      summary={summary(seriesRecord(), curve, lossText)}
      tableText={lossText}
      className="figure-loss"
    >
      <Plot
        curve={curve}
        title={title}
        axis={axis}
        experiment={experiment}
        generation={generation}
        version={version}
        narrow={narrow}
        valueText={lossText}
      />
    </ChartFigure>
  );
}
