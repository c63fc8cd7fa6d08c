import { useMemo } from 'react';
import type { LineSpec } from '../../../figures/lines/spec';
import { usePreferences } from '../../../store/page/preferences';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { firstEpochNote, shadesFirstEpoch } from './chartTexts';
import type { ChartContext, LineFigure } from './lineFigure';
import { phaseBands } from './phases';
import { placesOn, ruleLines } from './ruleLines';
import { xAxisOf } from './xAxes';

/** Width right of the plot in pixels: names; in the main figure also values and the number of seeds. */
function labelRoom({ narrow, main, experiment }: ChartContext): number {
  if (narrow) return 76;
  if (!main) return 92;
  return isSeveral(experiment) ? 176 : 126;
}

/** Returns the same object while its key is unchanged. */
function useSteady<T>(next: T, key: string): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the value depends on the key only.
  return useMemo(() => next, [key]);
}

const noChoice = () => ({});

export function useLook(
  figure: LineFigure,
  given: Pick<ChartContext, 'experiment' | 'narrow' | 'main'>,
): ChartContext {
  const lab = useLab();
  const choice = (figure.useChoice ?? noChoice)(lab);
  return { lab, choice, ...given };
}

/** The chosen x axis, or the figure's first if it does not support that. */
export function useXAxisId({ xAxes }: LineFigure) {
  const wanted = usePreferences((state) => state.xAxis);
  return xAxes.find((id) => id === wanted) ?? xAxes[0];
}

/**
 * The chart-kit specification of a figure's current state.
 * @param news a key that changes whenever there are new points
 */
export function useLineSpec(figure: LineFigure, look: ChartContext, news: string): LineSpec {
  const { lab, experiment, choice, narrow, main } = look;
  const id = useXAxisId(figure);
  const nextY = figure.axis(look);
  const y = useSteady(
    nextY,
    `${choice.scale} ${nextY.domain} ${nextY.ticks.map(({ at, label }) => `${at} ${label}`)}`,
  );
  const nextX = xAxisOf(id, experiment, lab.series.record());
  const x = useSteady(nextX, `${id} ${nextX.to} ${nextX.cell(1 / 3)}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; the key tracks its changes.
  const lines = useMemo(
    () => ruleLines(lab.byRule.rules(), figure.pick, placesOn(id, experiment)),
    [figure, id, experiment, news],
  );
  const note = main ? firstEpochNote(experiment) : undefined;
  const shadeTo = shadesFirstEpoch(experiment) && x.unit > 0 ? x.from + x.unit : undefined;
  const shade = useMemo(() => (shadeTo === undefined ? undefined : { to: shadeTo, note }), [shadeTo, note]);
  const [first] = lab.series.record().values();
  const nextBands = phaseBands(id, experiment, datasetChoice(experiment.dataset), first);
  const bands = useSteady(nextBands, JSON.stringify(nextBands));
  const { endText } = figure;
  const mainEnds = useMemo<LineSpec['endText']>(
    () =>
      (value, { mean }) =>
        [endText(value), mean].filter(Boolean).join(', '),
    [endText],
  );
  const { title, valueText, better, kinds, guide, marks } = figure;
  const room = labelRoom(look);
  return useMemo(
    () => ({
      ...{ title, x, y, lines, valueText, narrow, labelRoom: room },
      ...(better && { better }),
      ...(kinds && { kinds }),
      ...(guide && { guide }),
      ...(marks && { marks }),
      ...(choice.beta === undefined ? {} : { beta: choice.beta }),
      ...(shade && { shade }),
      ...(bands.length > 0 && { bands }),
      ...(main && !narrow ? { endText: mainEnds } : {}),
    }),
    [
      title,
      x,
      y,
      lines,
      valueText,
      narrow,
      room,
      better,
      kinds,
      guide,
      marks,
      choice.beta,
      shade,
      bands,
      main,
      mainEnds,
    ],
  );
}
