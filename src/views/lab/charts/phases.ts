/** The phases of a run in which classes are withheld: as bands of a chart, and in words. */
import type { Experiment } from '../../../core/run/spec';
import { type Phase, phasesOf } from '../../../core/samples/scenario/phases';
import type { DatasetInfo } from '../../../data/spec';
import type { Band } from '../../../figures/lines/spec';
import type { XAxisId } from '../../../store/page/preferences';
import type { RuleSeries } from '../../../store/run/byRule';
import type { Series } from '../../../store/run/series';
import { className } from '../inside/sample/sampleText';
import { placeOn } from './xAxes';

/** More classes than this are counted, not named. */
const MOST_NAMED = 3;

const phasesWithout = (experiment: Experiment): Phase[] =>
  phasesOf(experiment).filter(({ withheld }) => withheld.length > 0);

/** "7", "4, 5, 6", "6 classes" */
function classesText(classes: readonly number[], info: Pick<DatasetInfo, 'classNames'>): string {
  if (classes.length > MOST_NAMED) return `${classes.length} classes`;
  return classes.map((label) => className(info, label)).join(', ');
}

/** @param series of a run, whose steps they follow; time has no bands, since every run takes its own */
export function phaseBands(
  id: XAxisId,
  experiment: Experiment,
  info: Pick<DatasetInfo, 'classNames'>,
  series: Series | RuleSeries | undefined,
): Band[] {
  if (id === 'time') return [];
  const place = placeOn(id, experiment, series);
  const at = (epochs: number): number => place?.(epochs) ?? epochs;
  return phasesWithout(experiment).map(({ from, to, withheld }) => ({
    from: at(from - 1),
    to: at(to),
    text: `${classesText(withheld, info)} withheld`,
  }));
}

/** "Withheld from training: 7 in epochs 1 to 3." Empty where nothing is. */
export function phasesText(experiment: Experiment, info: Pick<DatasetInfo, 'classNames'>): string {
  const phases = phasesWithout(experiment).map(({ from, to, withheld }) => {
    const when = from === to ? `epoch ${from}` : `epochs ${from} to ${to}`;
    return `${classesText(withheld, info)} in ${when}`;
  });
  return phases.length > 0 ? `Withheld from training: ${phases.join('; ')}.` : '';
}
