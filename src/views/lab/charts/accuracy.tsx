import { percent, percentNumber } from '../../../core/format';
import type { AccuracyScale } from '../../../store/page/chartScale';
import { xAxisIds } from '../../../store/page/preferences';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { Segment } from '../../parts/Segment';
import { accuracyAxisNow } from './axes';
import { betweenText, sampleKinds, testText } from './chartTexts';
import type { LineFigure } from './lineFigure';
import { summary } from './summary';

const scales = [
  { id: 'linear', name: 'Linear' },
  { id: 'log', name: 'Log error' },
] as const satisfies readonly { id: AccuracyScale; name: string }[];

const exact = (value: number) => percent(value, 2);

function ScaleChoice() {
  const { useAccuracyScale, setAccuracyScale } = useLab().chartScale;
  const scale = useAccuracyScale((state) => state.scale);
  return <Segment label="Scale" options={scales} value={scale} onChange={setAccuracyScale} />;
}

export const accuracy: LineFigure = {
  title: 'Test accuracy',
  news: 'testAccuracy',
  xAxes: xAxisIds,
  pick: ({ curves }) => curves.testAccuracy,
  kinds: sampleKinds,
  better: 'high',
  valueText: exact,
  endText: (value) => percentNumber(value, 1),
  useChoice: (lab) => lab.chartScale.useAccuracyScale(),
  axis: ({ lab, experiment, choice }) =>
    accuracyAxisNow(lab.series.record(), experiment, choice.scale === 'log' ? 'log' : 'linear'),
  scaleText: ({ choice }) => (choice.scale === 'log' ? 'log error' : ''),
  subtitle: ({ experiment, narrow }) => {
    const choice = datasetChoice(experiment.dataset);
    const samples = testText(experiment, choice);
    return narrow ? `${choice.name}, ${samples}` : `${samples} at each epoch, ${betweenText(experiment)}`;
  },
  caption: ({ lab }) => summary(lab.byRule.rules(), 'testAccuracy', exact),
  tools: <ScaleChoice />,
};
