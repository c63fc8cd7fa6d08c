import { useState } from 'react';
import { epochPlace } from '../../../core/format';
import { rules } from '../../../core/rules';
import { meanText, type RuleRecord } from '../../../store/run/byRule';
import type { CurveId, Points } from '../../../store/run/series';
import { mostSteps } from '../../charts/lines/model';
import { useLab } from '../../labContext';
import { Scrolled } from '../../parts/Scrolled';
import { useSeries } from '../../useSeries';
import { CopyPoints } from './CopyPoints';
import './singleSeeds.css';

interface Props {
  curve: CurveId;
  title: string;
  text: (value: number) => string;
  /** The chart is smoothed: then it is said that these numbers are not. */
  smoothed: boolean;
}

/** A long run's table shows its end; "Copy all points" has the rest. */
const MOST_ROWS = 400;

interface Column {
  readonly key: string;
  readonly name: string;
  /** "mean of 4", "seed 3" */
  readonly of: string | undefined;
  readonly points: Points;
}

/** A rule each, or where its seeds are asked for a run each. */
function columnsOf(record: RuleRecord, curve: CurveId, single: boolean): readonly Column[] {
  return [...record.values()].flatMap((series): Column[] => {
    const { rule, several, curves } = series;
    const { name } = rules[rule];
    if (!single || !several) return [{ key: rule, name, of: meanText(series), points: curves[curve].points }];
    return several.runs.map((run) => ({
      key: run.id,
      name,
      of: `seed ${run.seed}`,
      points: run.curves[curve].points,
    }));
  });
}

/** The columns' values at each place on the x axis, in order. */
function rowsOf(columns: readonly Column[]): readonly (readonly [number, ReadonlyMap<string, number>])[] {
  const rows = new Map<number, Map<string, number>>();
  for (const { key, points } of columns) {
    for (let i = 0; i < points.length; i += 1) {
      const x = points.x[i] as number;
      const row = rows.get(x) ?? new Map<string, number>();
      row.set(key, points.y[i] as number);
      rows.set(x, row);
    }
  }
  return [...rows].sort(([a], [b]) => a - b);
}

function Cell({ value, text }: { value: number | undefined; text: Props['text'] }) {
  if (value === undefined) return <td className="num">–</td>;
  return (
    <td className="num" title={String(value)}>
      {text(value)}
    </td>
  );
}

export function DataTable({ curve, title, text, smoothed }: Props) {
  const lab = useLab();
  useSeries(curve, 500);
  const [single, setSingle] = useState(false);
  const record = lab.byRule.rules();
  const columns = columnsOf(record, curve, single);
  const several = [...record.values()].some((series) => series.several !== undefined);
  const all = rowsOf(columns);
  const rows = all.slice(-MOST_ROWS);
  const steps = mostSteps(lab.byRule.rules());
  return (
    <div className="data-table">
      <Scrolled name={`${title}, numbers`} className="data-scroll numbers">
        <table aria-label={`${title}, numbers`}>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              {columns.map(({ key, name, of }) => (
                <th scope="col" key={key}>
                  {name}
                  {of !== undefined && <span className="quiet">{` ${of}`}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.length === 0 ? <EmptyRow columns={columns} /> : null}
            {rows.map(([x, values]) => (
              <tr key={x}>
                <th scope="row" className="num">
                  {epochPlace(x, steps)}
                </th>
                {columns.map(({ key }) => (
                  <Cell key={key} value={values.get(key)} text={text} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {all.length > rows.length ? (
        <p className="hint">{`The last ${rows.length} of ${all.length} points.`}</p>
      ) : null}
      {smoothed && <p className="hint">As measured: the table and the copied points are not smoothed.</p>}
      {several && (
        <label className="single-seeds">
          <input type="checkbox" checked={single} onChange={() => setSingle(!single)} />
          Single seeds
        </label>
      )}
      <CopyPoints curve={curve} />
    </div>
  );
}

function EmptyRow({ columns }: { columns: readonly Column[] }) {
  return (
    <tr>
      <th scope="row" className="num">
        –
      </th>
      {columns.map(({ key }) => (
        <td key={key} className="num">
          –
        </td>
      ))}
    </tr>
  );
}
