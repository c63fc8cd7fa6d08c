import { useState } from 'react';
import { rowsOf } from '../../../figures/lines/rows';
import type { LineSpec } from '../../../figures/lines/spec';
import { CopyPoints } from './CopyPoints';
import { tableOf } from './rows';
import { TableBox } from './TableBox';

/** The table shows the last points only; "Copy all points" copies every one. */
const MOST_ROWS = 400;

/** The measured (unsmoothed) numbers of a line chart, and all of them to copy into a spreadsheet. */
export function LineTable({ spec }: { spec: LineSpec }) {
  const [single, setSingle] = useState(false);
  const { title, x, lines, beta = 0, valueText } = spec;
  const several = lines.some(({ seeds = [] }) => seeds.length > 0);
  const all = tableOf(spec, single);
  const rows = all.rows.slice(-MOST_ROWS);
  return (
    <TableBox {...{ title, rows }} head={x.column} columns={all.columns} text={valueText}>
      {all.rows.length > rows.length ? (
        <p className="hint">{`Showing the last ${rows.length} of ${all.rows.length} points.`}</p>
      ) : null}
      {beta > 0 && (
        <p className="hint">The table and the copied points show measured values, without smoothing.</p>
      )}
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
