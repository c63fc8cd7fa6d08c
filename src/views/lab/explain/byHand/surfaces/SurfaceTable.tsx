import { percentNumber } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import type { Surface } from '../../../../../core/run/inspect/surface';
import type { RunRef } from '../../../../../store/run/series';
import { TableBox } from '../../../../charts/table/TableBox';
import { TITLE } from '../Frame';
import { shareOf, unsureShare } from './surfaceModel';

interface Row extends RunRef {
  readonly accuracy: number | undefined;
  readonly surface: Surface | undefined;
}

const columns = ['Test accuracy, %', 'Unsure, % of the frame', 'Class 0, % of the frame'].map((name) => ({
  key: name,
  name,
}));

/** The numbers behind the surfaces. */
export function SurfaceTable({ rows }: { rows: readonly Row[] }) {
  return (
    <TableBox
      title={TITLE}
      head="Algorithm"
      columns={columns}
      rows={rows.map(({ id, rule, accuracy, surface }) => ({
        key: id,
        head: rules[rule].name,
        cells: [accuracy, surface && unsureShare(surface), surface && shareOf(surface, 0)],
      }))}
      text={(value) => percentNumber(value, 1)}
    />
  );
}
