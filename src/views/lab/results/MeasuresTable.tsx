import type { ReactNode } from 'react';
import { coefficient, count, degrees, percent, threeDigits } from '../../../core/format';
import { type MeasureId, measures } from '../../../core/measures';
import { type RuleId, rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { PROBE_SIZE } from '../../../core/sampling';
import { ruleRecord } from '../../../store/byRule';
import { datasetChoice } from '../../../store/choices';
import { commonEpoch, epochOf, measureAt } from '../../../store/results';
import { RunSet } from '../../parts/RunSet';
import { Scrolled } from '../../parts/Scrolled';
import { LineSample } from '../../theme/LineSample';
import { useSeries } from '../../useSeries';
import { light } from '../light';

type ProbeMeasure = Extract<(typeof measures)[MeasureId], { kind: 'probe' }>;

const NONE = '–';
/** Deep networks: the lowest and the highest layers are shown. */
const ENDS = 4;
const units = {
  degrees,
  number: threeDigits,
  coefficient: (value: number) => coefficient(value, 3),
  share: (value: number) => percent(value, 1),
} as const satisfies Record<ProbeMeasure['unit'], (value: number) => string>;

/** Layers 1 … K that have a column; undefined stands for those left out. */
function columnsOf(layers: number): (number | undefined)[] {
  const all = Array.from({ length: layers }, (_, i) => i + 1);
  return layers <= 2 * ENDS + 1 ? all : [...all.slice(0, ENDS), undefined, ...all.slice(-ENDS)];
}

/** Measures with numbers of their own; the angle to backprop stands in the results table already. */
function shownMeasures(experiment: Experiment): [MeasureId, ProbeMeasure][] {
  return experiment.measures.flatMap((id): [MeasureId, ProbeMeasure][] => {
    const measure = measures[id];
    return id === 'gradient-angle' || measure.kind === 'batch' ? [] : [[id, measure]];
  });
}

/** Whether there is a table. */
export const hasMeasures = (experiment: Experiment): boolean => shownMeasures(experiment).length > 0;

interface RowProps {
  id: MeasureId;
  measure: ProbeMeasure;
  series: string;
  rule: RuleId;
  columns: readonly (number | undefined)[];
}

function SeriesRow({ id, measure, series, rule, columns }: RowProps) {
  const record = ruleRecord();
  const values = measureAt(record, rule, id)?.[series];
  const epoch = epochOf(record, rule);
  const text = (value: number | null | undefined) =>
    value === null || value === undefined ? NONE : units[measure.unit](value);
  return (
    <tr onPointerEnter={() => light(rule)} onPointerLeave={() => light(undefined)}>
      <th scope="row">
        <span className="rule-cell">
          <LineSample rule={rule} />
          {rules[rule].name}
          {epoch !== commonEpoch(record) && <span className="quiet">epoch {epoch}</span>}
        </span>
      </th>
      <td className="series-cell">{measure.series[series]}</td>
      {measure.per === 'network' ? (
        <td className="num" colSpan={columns.length}>
          {text(values?.[0])}
        </td>
      ) : (
        columns.map((layer) => (
          <td key={layer ?? 'left out'} className="num">
            {layer === undefined ? '…' : text(values?.[layer - 1])}
          </td>
        ))
      )}
    </tr>
  );
}

function MeasureRows({
  id,
  measure,
  ...rest
}: Omit<RowProps, 'rule' | 'series'> & { shown: readonly RuleId[] }) {
  const { shown, columns } = rest;
  const rows: ReactNode[] = Object.keys(measure.series).flatMap((series) =>
    shown.map((rule) => <SeriesRow key={`${series} ${rule}`} {...{ id, measure, series, rule, columns }} />),
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

/** What else is measured, all of one epoch. Every row is there from the start. */
export function MeasuresTable({ experiment }: { experiment: Experiment }) {
  useSeries('epochs', 500);
  const shown = shownMeasures(experiment);
  if (shown.length === 0) return null;
  const layers = experiment.hidden.length + 1;
  const columns = columnsOf(layers);
  const epoch = commonEpoch(ruleRecord());
  const probed = Math.min(PROBE_SIZE, datasetChoice(experiment.dataset).trainSize);
  return (
    <section className="results measures" aria-labelledby="measures-title">
      <div className="panel-head">
        <h2 id="measures-title">Measures</h2>
        <RunSet />
        <span className="quiet results-sub">
          {epoch > 0 ? `after epoch ${epoch}` : 'before training'}, on the first {count(probed)} training
          samples
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
            <MeasureRows key={id} {...{ id, measure, columns }} shown={experiment.rules} />
          ))}
        </table>
      </Scrolled>
    </section>
  );
}
