import { fourDigits, threeDigits } from '../../../core/format';
import { xAxisIds } from '../../../store/page/preferences';
import { datasetChoice } from '../../../store/settings/choices';
import { type LossId, lossAxisNow } from './axes';
import { batchKinds, betweenText, lossTitles, sampleKinds, smoothedText, testText } from './chartTexts';
import type { ChartContext, LineFigure } from './lineFigure';
import { SmoothingChoice } from './SmoothingChoice';
import { StepLosses } from './StepLosses';
import { summary } from './summary';

/** Scale, whether the loss is summed over outputs, and the number of samples. */
function subtitle({ main, narrow, experiment, choice: { beta = 0 } }: ChartContext): string {
  const choice = datasetChoice(experiment.dataset);
  const scale = choice.outputs > 1 ? 'log, sum over outputs' : 'log';
  const smoothing = smoothedText(beta);
  // Nothing else fits on a phone or beside the title of a small figure, whose axis shows the scale.
  if (beta > 0 && (narrow || !main)) return smoothing;
  if (!main) return scale;
  const what = [smoothing, scale].filter(Boolean).join(', ');
  const samples = testText(experiment, choice);
  return narrow
    ? `${choice.name}, ${samples}`
    : `${what} · ${samples} at each epoch, ${betweenText(experiment)}`;
}

/** Added to the summary, which has unsmoothed epoch values. */
const SMOOTHED = ' As measured; the lines are smoothed.';

const loss = (curve: LossId): LineFigure => ({
  title: lossTitles[curve],
  news: curve,
  xAxes: xAxisIds,
  pick: ({ curves }) => curves[curve],
  valueText: fourDigits,
  endText: threeDigits,
  useChoice: (lab) => ({ beta: lab.smoothing.useSmoothing((state) => state[curve]) }),
  axis: ({ lab, experiment }) => lossAxisNow(lab.series.record(), experiment, curve),
  scaleText: ({ choice: { beta = 0 } }) => ['log', smoothedText(beta)].filter(Boolean).join(', '),
  subtitle,
  caption: ({ lab, choice: { beta = 0 } }) =>
    `${summary(lab.byRule.rules(), curve, fourDigits)}${beta > 0 ? SMOOTHED : ''}`,
  tools: <SmoothingChoice curve={curve} />,
});

export const trainingLoss: LineFigure = { ...loss('trainingLoss'), kinds: batchKinds, over: <StepLosses /> };
export const testLoss: LineFigure = { ...loss('testLoss'), kinds: sampleKinds };
