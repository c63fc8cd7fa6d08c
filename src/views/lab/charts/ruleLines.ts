/** Makes the lines of a chart from the record of each rule. */
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { epochsAt } from '../../../core/trainer/epochSteps';
import type { Line, Track } from '../../../figures/lines/line';
import type { XAxisId } from '../../../store/page/preferences';
import { meanText, type RuleRecord, type RuleSeries } from '../../../store/run/byRule';
import { brokeOff, type Series } from '../../../store/run/series';
import type { LineFigure } from './lineFigure';
import { placeOn } from './xAxes';

type Pick = LineFigure['pick'];
type PlaceOf = (series: Series | RuleSeries) => Track['place'];

/** Maps points to the chosen x axis. */
export const placesOn =
  (id: XAxisId, experiment: Experiment): PlaceOf =>
  (series) =>
    placeOn(id, experiment, series);

function stop(series: Series): { readonly stoppedAt?: number } {
  const { end, step, stepsPerEpoch } = series;
  return brokeOff({ end }) && stepsPerEpoch > 0 ? { stoppedAt: epochsAt(series, step) } : {};
}

function placed(place: Track['place']): { readonly place?: NonNullable<Track['place']> } {
  return place ? { place } : {};
}

/** One line per rule: its only run, or the mean of its runs with the single runs behind it. */
export function ruleLines(record: RuleRecord, pick: Pick, placeOf: PlaceOf = () => undefined): Line[] {
  return [...record].map(([rule, series]): Line => {
    const { name } = rules[rule];
    const mean = meanText(series);
    const seeds = series.several?.runs.map((run): Track => {
      const { id: key, seed } = run;
      return {
        key,
        seed,
        name: `${name}, seed ${seed}`,
        ...pick(run),
        ...placed(placeOf(run)),
        ...stop(run),
      };
    });
    return {
      ...{ key: rule, rule, name, stopped: brokeOff({ end: series.end }) },
      ...pick(series),
      ...placed(placeOf(series)),
      ...stop(series),
      ...(mean === undefined ? {} : { mean }),
      ...(seeds ? { seeds } : {}),
    };
  });
}
