import { useMemo } from 'react';
import type { Experiment } from '../../../core/run';
import { datasetChoice } from '../../../store/choices';
import { type CurveId, type SeriesRecord, seriesRecord } from '../../../store/series';
import { count, lossText } from '../../format';
import { useSeries } from '../../useSeries';
import { FirstVisit } from '../FirstVisit';
import { ChartFigure } from './ChartFigure';
import { Plot } from './Plot';
import { lossAxis } from './scale';
import { summary } from './summary';
import { firstEpochNote, sampleNoun } from './words';

interface Props {
  curve: Exclude<CurveId, 'testAccuracy'>;
  experiment: Experiment;
  generation: number;
  narrow: boolean;
  /** The large figure, where numbers are predicted: values at the line ends, and what lies over it. */
  main?: boolean;
}

const titles = { trainingLoss: 'Training loss', testLoss: 'Test loss' } as const;
/** Where losses of 10 classes usually lie, for a set that says nothing of itself; a line may come in from above. */
const usual = { trainingLoss: [0.03, 3], testLoss: [0.1, 3] } as const;

/** From the first epoch's end on: what comes before may lie outside. */
function* settled(record: SeriesRecord, curve: Props['curve']): Generator<number> {
  for (const series of record.values()) {
    const { points } = series.curves[curve];
    for (let i = 0; i < points.length; i += 1) if ((points.x[i] as number) >= 1) yield points.y[i] as number;
  }
}

function useAxis(curve: Props['curve'], { dataset }: Experiment) {
  const range = datasetChoice(dataset).lossRange ?? usual[curve];
  const next = lossAxis(range, settled(seriesRecord(), curve));
  const [low, high] = next.domain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an axis with the same ends is the same axis.
  return useMemo(() => next, [low, high]);
}

/** "log", and over what it goes: over how many outputs it is summed, over how many samples it is taken. */
function subtitle({ main, narrow, experiment }: Props): string {
  const choice = datasetChoice(experiment.dataset);
  const what = choice.outputs > 1 ? 'log, summed over outputs' : 'log';
  if (!main) return what;
  const samples = `${count(choice.testSize)} ${sampleNoun(choice)}`;
  return narrow ? `${choice.name}, ${samples}` : `${what} · ${samples} at each epoch, a sample in between`;
}

export function LossFigure(props: Props) {
  const { curve, experiment, generation, narrow, main = false } = props;
  const version = useSeries(curve, 200);
  const title = titles[curve];
  const axis = useAxis(curve, experiment);
  const note = main ? firstEpochNote(experiment) : undefined;
  return (
    <ChartFigure
      curve={curve}
      title={title}
      subtitle={subtitle(props)}
      summary={summary(seriesRecord(), curve, lossText)}
      tableText={lossText}
      className={main ? 'figure-main' : 'figure-loss'}
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
        {...(note === undefined ? {} : { note })}
        {...(main && !narrow ? { endText: lossText } : {})}
      />
      {main && <FirstVisit />}
    </ChartFigure>
  );
}
