import { useMemo } from 'react';
import { count, fourDigits, threeDigits } from '../../../core/format';
import type { Experiment } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { FirstVisit } from '../FirstVisit';
import { type LossId, lossAxisNow } from './axes';
import { ChartFigure } from './ChartFigure';
import { Plot } from './Plot';
import { SmoothingChoice } from './SmoothingChoice';
import { StepLosses } from './StepLosses';
import { summary } from './summary';
import { betweenText, firstEpochNote, lossTitles, sampleNoun, smoothedText } from './words';

interface Props {
  curve: LossId;
  experiment: Experiment;
  generation: number;
  narrow: boolean;
  /** The large figure, where numbers are predicted: values at the line ends, and what lies over it. */
  main?: boolean;
}

/** An axis with the same ends is the same axis. */
function useAxis(experiment: Experiment, curve: LossId) {
  const lab = useLab();
  const next = lossAxisNow(lab.series.record(), experiment, curve);
  const [low, high] = next.domain;
  // biome-ignore lint/correctness/useExhaustiveDependencies: all that an axis is follows from its ends.
  return useMemo(() => next, [low, high]);
}

/** "log", and over what it goes: over how many outputs it is summed, over how many samples it is taken. */
function subtitle({ main, narrow, experiment }: Props, beta: number): string {
  const choice = datasetChoice(experiment.dataset);
  const scale = choice.outputs > 1 ? 'log, sum over outputs' : 'log';
  const smoothing = smoothedText(beta);
  // All that has room on a phone and beside the name of a small figure, whose axis shows the scale.
  if (beta > 0 && (narrow || !main)) return smoothing;
  if (!main) return scale;
  const what = [smoothing, scale].filter(Boolean).join(', ');
  const samples = `${count(choice.testSize)} ${sampleNoun(choice)}`;
  return narrow
    ? `${choice.name}, ${samples}`
    : `${what} · ${samples} at each epoch, ${betweenText(experiment)}`;
}

/** The sentence tells whole epochs, not what is drawn. */
const SMOOTHED = ' As measured; the lines are smoothed.';

export function LossFigure(props: Props) {
  const lab = useLab();
  const { curve, experiment, generation, narrow, main = false } = props;
  const version = useSeries(curve, 200);
  const title = lossTitles[curve];
  const beta = lab.smoothing.useSmoothing((state) => state[curve]);
  const axis = useAxis(experiment, curve);
  const note = main ? firstEpochNote(experiment) : undefined;
  return (
    <ChartFigure
      curve={curve}
      title={title}
      subtitle={subtitle(props, beta)}
      summary={`${summary(lab.byRule.rules(), curve, fourDigits)}${beta > 0 ? SMOOTHED : ''}`}
      tools={<SmoothingChoice curve={curve} />}
      smoothed={beta > 0}
      tableText={fourDigits}
      className={`${main ? 'figure-main' : 'figure-loss'}${beta > 0 ? ' is-smoothed' : ''}`}
    >
      <Plot
        curve={curve}
        title={title}
        axis={axis}
        experiment={experiment}
        generation={generation}
        version={version}
        beta={beta}
        narrow={narrow}
        valueText={fourDigits}
        {...(note === undefined ? {} : { note })}
        {...(main && !narrow ? { endText: threeDigits } : {})}
      />
      {curve === 'trainingLoss' && <StepLosses />}
      {main && <FirstVisit />}
    </ChartFigure>
  );
}
