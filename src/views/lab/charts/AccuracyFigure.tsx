import { useMemo } from 'react';
import { count, percent, percentNumber } from '../../../core/format';
import type { Experiment } from '../../../core/run/spec';
import type { AccuracyScale } from '../../../store/page/chartScale';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { Segment } from '../../parts/Segment';
import { useSeries } from '../../useSeries';
import { FirstVisit } from '../FirstVisit';
import { accuracyAxisNow } from './axes';
import { ChartFigure } from './ChartFigure';
import { Plot } from './Plot';
import { summary } from './summary';
import { betweenText, firstEpochNote, sampleNoun } from './words';

interface Props {
  experiment: Experiment;
  generation: number;
  narrow: boolean;
}

const scales = [
  { id: 'linear', name: 'Linear' },
  { id: 'log', name: 'Log error' },
] as const satisfies readonly { id: AccuracyScale; name: string }[];

const exact = (value: number) => percent(value, 2);
const brief = (value: number) => percentNumber(value, 1);

/** An axis with the same ends is the same axis. */
function useAxis(experiment: Experiment, scale: AccuracyScale) {
  const lab = useLab();
  const next = accuracyAxisNow(lab.series.record(), experiment, scale);
  const [low, high] = next.domain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: all that an axis is follows from its scale and ends.
  return useMemo(() => next, [scale, low, high]);
}

export function AccuracyFigure({ experiment, generation, narrow }: Props) {
  const lab = useLab();
  const scale = lab.chartScale.useAccuracyScale((state) => state.scale);
  const version = useSeries('testAccuracy', 200);
  const axis = useAxis(experiment, scale);
  const choice = datasetChoice(experiment.dataset);
  const samples = `${count(choice.testSize)} ${sampleNoun(choice)}`;
  const note = firstEpochNote(experiment);
  return (
    <ChartFigure
      curve="testAccuracy"
      title="Test accuracy"
      subtitle={
        narrow ? `${choice.name}, ${samples}` : `${samples} at each epoch, ${betweenText(experiment)}`
      }
      summary={summary(lab.byRule.rules(), 'testAccuracy', exact)}
      tools={
        <Segment label="Scale" options={scales} value={scale} onChange={lab.chartScale.setAccuracyScale} />
      }
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
