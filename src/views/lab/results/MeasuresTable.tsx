import type { ReactNode } from 'react';
import { count } from '../../../core/format';
import { type MeasureId, measures } from '../../../core/measures';
import { MEASURED_SAMPLES } from '../../../core/measures/sampling';
import type { RuleId } from '../../../core/rules';
import { type Experiment, measuresOf } from '../../../core/run/spec';
import { commonEpoch } from '../../../store/run/results';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { RunSet } from '../../parts/runSet/RunSet';
import { Scrolled } from '../../parts/Scrolled';
import { useSeries } from '../../useSeries';
import { className } from '../inside/sample/sampleText';
import { AngleUnitChoice } from './AngleUnitChoice';
import { SeriesRows, type TableMeasure } from './MeasureRow';
import { useOpenRules } from './SeedsToggle';
import { MEANS } from './taskTexts';
import './results.css';
import './rows.css';
import './measures.css';

/** In deep networks, and of many classes, only this many at either end are shown. */
const ENDS = { layer: 4, class: 10 } as const;
/** Layers (or classes) 1 … n that have a column; undefined stands for the omitted ones. */
function columnsOf(all: number, ends: number): (number | undefined)[] {
  const columns = Array.from({ length: all }, (_, i) => i + 1);
  return all <= 2 * ends + 1 ? columns : [...columns.slice(0, ends), undefined, ...columns.slice(-ends)];
}

type Shown = readonly (readonly [MeasureId, TableMeasure])[];

/** Measures with numbers, except the angle to backprop, which is in the results table. */
function shownMeasures(experiment: Experiment): Shown {
  const classes = datasetChoice(experiment.dataset).task === 'classification';
  return measuresOf(experiment).flatMap((id): Shown => {
    const measure = measures[id];
    if (id === 'gradient-angle' || measure.kind === 'batch') return [];
    return measure.per === 'class' && !classes ? [] : [[id, measure]];
  });
}

/** Whether there is anything to show. */
export const hasMeasures = (experiment: Experiment): boolean => shownMeasures(experiment).length > 0;

interface RowsProps {
  id: MeasureId;
  measure: TableMeasure;
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

interface TableProps {
  name: string;
  shown: Shown;
  columns: readonly (number | undefined)[];
  heads: (column: number) => string;
  experiment: Experiment;
}

function Table({ name, shown, columns, heads, experiment }: TableProps) {
  const open = useOpenRules();
  return (
    <Scrolled name={name} className="results-scroll">
      <table aria-label={name}>
        <thead>
          <tr>
            <th scope="col">Algorithm</th>
            <th scope="col" className="series-cell">
              Quantity
            </th>
            {columns.map((column) => (
              <th key={column ?? 'left out'} scope="col">
                {column === undefined ? '…' : heads(column)}
              </th>
            ))}
          </tr>
        </thead>
        {shown.map(([id, measure]) => (
          <MeasureRows key={id} {...{ id, measure, columns, open }} shown={experiment.rules} />
        ))}
      </table>
    </Scrolled>
  );
}

/** Whether some measure can be shown in degrees or as a cosine. */
const hasAngles = (shown: Shown): boolean => shown.some(([, { unit }]) => unit === 'degrees');

/** The other measures, all of one epoch. Every row exists from the start. */
export function MeasuresTable({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  useSeries('epochs', 500);
  const all = shownMeasures(experiment);
  if (all.length === 0) return null;
  const choice = datasetChoice(experiment.dataset);
  const layers = experiment.hidden.length + 1;
  const byClass = all.filter(([, { per }]) => per === 'class');
  const shown = all.filter(([, { per }]) => per !== 'class');
  const epoch = commonEpoch(lab.byRule.rules());
  const measured = count(Math.min(MEASURED_SAMPLES, choice.trainSize));
  return (
    <section className="results measures" aria-labelledby="measures-title">
      <div className="panel-head">
        <h2 id="measures-title">Measures</h2>
        <RunSet />
        <span className="quiet results-sub">
          {epoch > 0 ? `after epoch ${epoch}` : 'before training'}
          {isSeveral(experiment) && `, ${MEANS}`}
          {shown.length > 0 && `, on the first ${measured} training samples`}
        </span>
        {hasAngles(shown) && (
          <span className="panel-tools">
            <AngleUnitChoice />
          </span>
        )}
      </div>
      {shown.length > 0 && (
        <Table
          name="Measures"
          columns={columnsOf(layers, ENDS.layer)}
          heads={(layer) => (layer === layers ? 'Output' : `Layer ${layer}`)}
          {...{ shown, experiment }}
        />
      )}
      {byClass.length > 0 && (
        <Table
          name="By class"
          shown={byClass}
          columns={columnsOf(choice.outputs, ENDS.class)}
          heads={(label) => className(choice, label - 1)}
          experiment={experiment}
        />
      )}
    </section>
  );
}
