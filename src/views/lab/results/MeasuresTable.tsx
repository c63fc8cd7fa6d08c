import type { ReactNode } from 'react';
import { count } from '../../../core/format';
import { type MeasureId, measures } from '../../../core/measures';
import { MEASURED_SAMPLES } from '../../../core/measures/sampling';
import type { RuleId } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { commonEpoch } from '../../../store/run/results';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { RunSet } from '../../parts/runSet/RunSet';
import { Scrolled } from '../../parts/Scrolled';
import { useSeries } from '../../useSeries';
import { type SampleMeasure, SeriesRows } from './MeasureRow';
import { useOpenRules } from './SeedsToggle';
import { MEANS } from './words';
import './results.css';
import './rows.css';
import './measures.css';

/** In deep networks, only this many layers at either end are shown. */
const ENDS = 4;
/** Layers 1 … K that have a column; undefined stands for the omitted ones. */
function columnsOf(layers: number): (number | undefined)[] {
  const all = Array.from({ length: layers }, (_, i) => i + 1);
  return layers <= 2 * ENDS + 1 ? all : [...all.slice(0, ENDS), undefined, ...all.slice(-ENDS)];
}

/** Measures with numbers, except the angle to backprop, which is in the results table. */
function shownMeasures(experiment: Experiment): [MeasureId, SampleMeasure][] {
  return experiment.measures.flatMap((id): [MeasureId, SampleMeasure][] => {
    const measure = measures[id];
    return id === 'gradient-angle' || measure.kind === 'batch' ? [] : [[id, measure]];
  });
}

/** Whether there is anything to show. */
export const hasMeasures = (experiment: Experiment): boolean => shownMeasures(experiment).length > 0;

interface RowsProps {
  id: MeasureId;
  measure: SampleMeasure;
  columns: readonly (number | undefined)[];
  shown: readonly RuleId[];
  open: ReturnType<typeof useOpenRules>;
}

function MeasureRows({ id, measure, columns, shown, open }: RowsProps) {
  const rows: ReactNode[] = Object.keys(measure.series).flatMap((series) =>
    shown.map((rule) => (
      <SeriesRows
        key={`${series} ${rule}`}
        {...{ id, measure, series, rule, columns }}
        open={open.isOpen(rule)}
        onToggle={() => open.toggle(rule)}
      />
    )),
  );
  return (
    <tbody>
      <tr className="measure-head">
        <th scope="rowgroup" colSpan={columns.length + 2}>
          <div className="measure-about">
            {measure.name}
            <span className="quiet">{measure.sentence}</span>
          </div>
        </th>
      </tr>
      {rows}
    </tbody>
  );
}

/** The other measures, all of one epoch. Every row exists from the start. */
export function MeasuresTable({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  useSeries('epochs', 500);
  const open = useOpenRules();
  const shown = shownMeasures(experiment);
  if (shown.length === 0) return null;
  const layers = experiment.hidden.length + 1;
  const columns = columnsOf(layers);
  const epoch = commonEpoch(lab.byRule.rules());
  const measured = Math.min(MEASURED_SAMPLES, datasetChoice(experiment.dataset).trainSize);
  return (
    <section className="results measures" aria-labelledby="measures-title">
      <div className="panel-head">
        <h2 id="measures-title">Measures</h2>
        <RunSet />
        <span className="quiet results-sub">
          {epoch > 0 ? `after epoch ${epoch}` : 'before training'}
          {isSeveral(experiment) && `, ${MEANS}`}, on the first {count(measured)} training samples
        </span>
      </div>
      <Scrolled name="Measures" className="results-scroll">
        <table aria-labelledby="measures-title">
          <thead>
            <tr>
              <th scope="col">Algorithm</th>
              <th scope="col" className="series-cell">
                What
              </th>
              {columns.map((layer) => (
                <th key={layer ?? 'left out'} scope="col">
                  {layer === undefined ? '…' : layer === layers ? 'Output' : `Layer ${layer}`}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map(([id, measure]) => (
            <MeasureRows key={id} {...{ id, measure, columns, open }} shown={experiment.rules} />
          ))}
        </table>
      </Scrolled>
    </section>
  );
}
