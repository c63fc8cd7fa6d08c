import { useId } from 'react';
import { percent, percentNumber, twoDigits } from '../../../core/format';
import type { Judged } from '../../../experiment/aggregate';
import { resultText } from '../../../figures/sweep/sweepAxes';
import type { Compared, SweepRow } from '../../../notebook/stats/bestRate';
import { Spread } from '../../lab/results/Spread';
import { Scrolled } from '../../parts/Scrolled';
import { Select } from '../../parts/Select';
import { LineSample } from '../../theme/LineSample';

interface Props {
  rows: readonly SweepRow[];
  by: Judged;
  /** The setting's name: "Learning rate". */
  label: string;
  /** A value for all rules; undefined where no value was tried with all of them. */
  one: number | undefined;
  common: readonly number[];
  onOne: (value: number) => void;
}

const NONE = '–';

/** Mean ± sd, and the part of the gap between DRTP and BP that it closes. */
function Result({ of: { point, gapClosed }, by }: { of: Compared; by: Judged }) {
  const spread = (sd: number) => (by === 'testAccuracy' ? percentNumber(sd, 2) : twoDigits(sd));
  return (
    <>
      <td className="num" title={point ? `n = ${point.result?.n ?? 0} of ${point.runs}` : undefined}>
        <Spread of={point?.result} text={(value) => resultText(by, value)} spread={spread} />
      </td>
      <td className="num">{gapClosed === undefined ? NONE : percent(gapClosed, 0)}</td>
    </>
  );
}

/** Each rule at its own best value, beside all rules at one. */
export function SweepTable({ rows, by, label, one, common, onOne }: Props) {
  const id = useId();
  const setting = label.toLowerCase();
  return (
    <div className="sweep-numbers">
      <div className="panel-head">
        <h2 id={id}>Own best, and all at one</h2>
        {one !== undefined && (
          <span className="panel-tools">
            <span className="quiet" aria-hidden="true">
              All at
            </span>
            <Select
              label={`All at one ${setting}`}
              value={String(one)}
              onChange={(text) => onOne(Number(text))}
            >
              {common.map((value) => (
                <option key={value} value={value}>
                  {value}
                </option>
              ))}
            </Select>
          </span>
        )}
      </div>
      <Scrolled name="Own best, and all at one" className="sweep-scroll">
        <table aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                Algorithm
              </th>
              <th scope="colgroup" colSpan={3}>
                At its own best
              </th>
              <th scope="colgroup" colSpan={2}>
                {one === undefined ? 'No value in common' : `All at ${one}`}
              </th>
            </tr>
            <tr>
              <th scope="col">{label}</th>
              <th scope="col">{by === 'testAccuracy' ? 'Accuracy' : 'Test loss'}</th>
              <th scope="col" title="Part of the gap between DRTP and BP that it closes">
                Gap
              </th>
              <th scope="col">{by === 'testAccuracy' ? 'Accuracy' : 'Test loss'}</th>
              <th scope="col" title="Part of the gap between DRTP and BP that it closes">
                Gap
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ sweep, own, same }) => (
              <tr key={sweep.rule}>
                <th scope="row">
                  <LineSample rule={sweep.rule} /> {sweep.name}
                </th>
                <td className="num">{sweep.best ? String(sweep.best.value) : NONE}</td>
                <Result of={own} by={by} />
                <Result of={same} by={by} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}
