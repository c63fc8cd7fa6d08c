import { epochPlace } from '../../../core/format';
import { type RuleId, rules } from '../../../core/rules';
import { ruleRecord } from '../../../store/byRule';
import type { CurveId } from '../../../store/series';
import { Scrolled } from '../../parts/Scrolled';
import { useSeries } from '../../useSeries';
import { CopyPoints } from './CopyPoints';
import { mostSteps } from './model';

interface Props {
  curve: CurveId;
  title: string;
  text: (value: number) => string;
  /** The chart is smoothed: then it is said that these numbers are not. */
  smoothed: boolean;
}

/** A long run's table shows its end; "Copy all points" has the rest. */
const MOST_ROWS = 400;

/** The rules' values at each place on the x axis, in order. */
function rowsOf(curve: CurveId): readonly (readonly [number, ReadonlyMap<RuleId, number>])[] {
  const rows = new Map<number, Map<RuleId, number>>();
  for (const [rule, series] of ruleRecord()) {
    const { points } = series.curves[curve];
    for (let i = 0; i < points.length; i += 1) {
      const x = points.x[i] as number;
      const row = rows.get(x) ?? new Map<RuleId, number>();
      row.set(rule, points.y[i] as number);
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
  useSeries(curve, 500);
  const ruleIds = [...ruleRecord().keys()];
  const all = rowsOf(curve);
  const rows = all.slice(-MOST_ROWS);
  const steps = mostSteps(ruleRecord());
  return (
    <div className="data-table">
      <Scrolled name={`${title}, numbers`} className="data-scroll numbers">
        <table aria-label={`${title}, numbers`}>
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              {ruleIds.map((rule) => (
                <th scope="col" key={rule}>
                  {rules[rule].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.length === 0 ? <EmptyRow ruleIds={ruleIds} /> : null}
            {rows.map(([x, values]) => (
              <tr key={x}>
                <th scope="row" className="num">
                  {epochPlace(x, steps)}
                </th>
                {ruleIds.map((rule) => (
                  <Cell key={rule} value={values.get(rule)} text={text} />
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
      <CopyPoints curve={curve} />
    </div>
  );
}

function EmptyRow({ ruleIds }: { ruleIds: readonly RuleId[] }) {
  return (
    <tr>
      <th scope="row" className="num">
        –
      </th>
      {ruleIds.map((rule) => (
        <td key={rule} className="num">
          –
        </td>
      ))}
    </tr>
  );
}
