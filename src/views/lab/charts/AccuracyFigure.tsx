import { useMemo, useState } from 'react';
import type { Experiment } from '../../../core/run';
import { datasetChoice } from '../../../store/choices';
import { type SeriesRecord, seriesRecord } from '../../../store/series';
import { count, percent } from '../../format';
import { Segment } from '../../parts/Segment';
import { useSeries } from '../../useSeries';
import { FirstVisit } from '../FirstVisit';
import { ChartFigure } from './ChartFigure';
import { Plot } from './Plot';
import { accuracyAxis, accuracyRange, logErrorAxis } from './scale';
import { summary } from './summary';
import { firstEpochNote, sampleNoun } from './words';

interface Props {
  experiment: Experiment;
  generation: number;
  narrow: boolean;
}

const scales = [
  { id: 'linear', name: 'Linear' },
  { id: 'log', name: 'Log error' },
] as const;
type ScaleId = (typeof scales)[number]['id'];

/** Of a set that says nothing of itself; it widens where an epoch lies below. */
const USUAL = [0.5, 1] as const;

const exact = (value: number) => percent(value, 2);
const brief = (value: number) => (value * 100).toFixed(1);

/** Values of all rules, for each epoch that all rules have finished. */
function epochValues(record: SeriesRecord): number[][] {
  const all = [...record.values()].filter((series) => series.end === undefined || series.end === 'done');
  const finished = all.length > 0 ? Math.min(...all.map((series) => series.epochs.length)) : 0;
  return Array.from({ length: finished }, (_, i) => all.map((series) => series.epochs[i]?.testAccuracy ?? 0));
}

function useAxis(experiment: Experiment, scale: ScaleId) {
  const [low, high] = accuracyRange(
    datasetChoice(experiment.dataset).accuracyRange ?? USUAL,
    epochValues(seriesRecord()),
  );
  return useMemo(
    () => (scale === 'linear' ? accuracyAxis([low, high]) : logErrorAxis([low, high])),
    [scale, low, high],
  );
}

export function AccuracyFigure({ experiment, generation, narrow }: Props) {
  const [scale, setScale] = useState<ScaleId>('linear');
  const version = useSeries('testAccuracy', 200);
  const axis = useAxis(experiment, scale);
  const choice = datasetChoice(experiment.dataset);
  const samples = `${count(choice.testSize)} ${sampleNoun(choice)}`;
  const note = firstEpochNote(experiment);
  return (
    <ChartFigure
      curve="testAccuracy"
      title="Test accuracy"
      subtitle={narrow ? `${choice.name}, ${samples}` : `${samples} at each epoch, a sample in between`}
      summary={summary(seriesRecord(), 'testAccuracy', exact)}
      tools={<Segment label="Scale" options={scales} value={scale} onChange={setScale} />}
      tableText={exact}
      className="figure-main"
    >
      <Plot
        curve="testAccuracy"
        title="Test accuracy"
        axis={axis}
        experiment={experiment}
        generation={generation}
        version={version}
        narrow={narrow}
        valueText={exact}
        {...(note === undefined ? {} : { note })}
        {...(narrow ? {} : { endText: brief })}
      />
      <FirstVisit />
    </ChartFigure>
  );
}
