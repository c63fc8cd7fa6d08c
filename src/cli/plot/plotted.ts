/** The figures that `lab plot` draws: those of the page, from kept runs. */
import { compareFigure } from '../../figures/compare/compareFigure';
import { subtitleOf, summaryOf } from '../../figures/compare/compareSpec';
import type { MetricId } from '../../figures/compare/metrics';
import { FILE, sizeFor } from '../../figures/file/size';
import { sweepSummary } from '../../figures/sweep/sweepTexts';
import { SWEEP_SUBTITLE, sweptFigure } from '../../figures/sweep/sweptFigure';
import { type SweptKey, sweptKeys } from '../../notebook/stats/bestRate';
import { judgedBy } from '../../notebook/stats/reached';
import { UsageError } from '../usage';
import { angles } from './angles';
import type { FigureChoices, FigureKind } from './figureKind';
import type { Kept } from './kept';

const curves = (metric: MetricId, sentence: string): FigureKind => ({
  sentence,
  reads: ['x', 'log', 'smooth'],
  missing: ({ experiment }) =>
    metric === 'testAccuracy' && experiment.data.task === 'regression'
      ? 'targets are numbers, so that there is no accuracy'
      : undefined,
  plot: (kept, { x, logX, logY, beta }) => {
    const spec = compareFigure(kept, metric, { x, logX, logY, beta });
    return {
      spec,
      size: sizeFor(spec.lines.length),
      subtitle: subtitleOf(spec.lines, beta),
      summary: summaryOf(spec),
    };
  },
});

/** @throws {UsageError} that lists the settings */
function settingOf(keys: readonly SweptKey[], wanted: string | undefined): SweptKey {
  const key = wanted === undefined ? keys[0] : keys.find((one) => one === wanted);
  if (key !== undefined) return key;
  throw new UsageError(`--setting: “${wanted}” was not swept as a number. These were: ${keys.join(', ')}.`);
}

const sweep: FigureKind = {
  sentence: 'test results against a setting with several values, the best circled',
  reads: ['setting', 'result'],
  missing: ({ runs }) => (sweptKeys(runs).length === 0 ? 'no setting that is a number was swept' : undefined),
  plot: ({ runs, experiment }, { setting: wanted, which }) => {
    const by = judgedBy(experiment.data.task);
    const setting = settingOf(sweptKeys(runs), wanted);
    const { sweeps, label, spec, notes } = sweptFigure(runs, { by, setting, which, narrow: false });
    const result = which === 'best' ? 'best epoch' : 'last epoch';
    return {
      ...{ spec, size: FILE, subtitle: `${result}, ${SWEEP_SUBTITLE}` },
      summary: [sweepSummary(sweeps, label, by), ...notes].join(' '),
    };
  },
};

export const figureKinds = {
  accuracy: curves('testAccuracy', 'test accuracy after each epoch'),
  loss: curves('testLoss', 'test loss after each epoch'),
  'training-loss': curves('trainingLoss', 'mean loss of the batches in between'),
  sweep,
  'gradient-angle': angles('gradient-angle', 'angle of each weight gradient to backprop’s'),
  'delta-angle': angles('delta-angle', 'the same of single samples’ deltas'),
  counterfactual: angles('counterfactual', 'angles of several rules in the network of the first'),
} as const satisfies Readonly<Record<string, FigureKind>>;
export type FigureId = keyof typeof figureKinds;
export const figureIds = Object.keys(figureKinds) as FigureId[];

/** The main figure of the Compare page. */
const mainOf = ({ experiment }: Kept): FigureId =>
  judgedBy(experiment.data.task) === 'testLoss' ? 'loss' : 'accuracy';

/** @throws {UsageError} that lists the figures of these runs, or says why nothing can be drawn */
export function plotted(kept: Kept, figure: FigureId | undefined, choices: FigureChoices) {
  const id = figure ?? mainOf(kept);
  const kind: FigureKind = figureKinds[id];
  const missing = kind.missing(kept);
  if (missing !== undefined) {
    const others = figureIds.filter((one) => figureKinds[one].missing(kept) === undefined);
    throw new UsageError(`--figure ${id}: ${missing}. These runs have: ${others.join(', ')}.`);
  }
  const unread = choices.given.find((option) => !kind.reads.includes(option));
  if (unread !== undefined)
    throw new UsageError(
      `--${unread}: the figure ${id} does not read it. Leave it out, or choose another figure; ${id} reads ${kind.reads.map((option) => `--${option}`).join(', ')}.`,
    );
  const drawn = kind.plot(kept, choices);
  if (drawn.spec.lines.some(({ points }) => points.length > 0)) return drawn;
  throw new UsageError(
    `--figure ${id}: there is nothing to draw. ${drawn.summary} Runs that diverged or failed are left out.`,
  );
}
