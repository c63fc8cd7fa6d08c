import { useState } from 'react';
import type { LineSpec } from '../lines/spec';
import { CopyPoints } from './CopyPoints';
import { rowsOf, tableOf } from './rows';
import { TableBox } from './TableBox';

/** A long run's table shows its end; "Copy all points" has the rest. */
const MOST_ROWS = 400;

/** The numbers of a chart of lines, as measured, and all of them for a spreadsheet. */
export function LineTable({ spec }: { spec: LineSpec }) {
  const [single, setSingle] = useState(false);
  const { title, x, lines, beta = 0, valueText } = spec;
  const several = lines.some(({ seeds = [] }) => seeds.length > 0);
  const all = tableOf(spec, single);
  const rows = all.rows.slice(-MOST_ROWS);
  return (
    <TableBox {...{ title, rows }} head={x.column} columns={all.columns} text={valueText}>
      {all.rows.length > rows.length ? (
        <p className="hint">{`The last ${rows.length} of ${all.rows.length} points.`}</p>
      ) : null}
      {beta > 0 && <p className="hint">As measured: the table and the copied points are not smoothed.</p>}
      {several && (
        <label className="single-seeds">
          <input type="checkbox" checked={single} onChange={() => setSingle(!single)} />
          Single seeds
        </label>
      )}
      <CopyPoints rows={() => rowsOf(spec)} />
    </TableBox>
  );
}
