import { times } from '../../../../../../core/format';
import { gainOf } from '../../../../../../experiment/results/ways';
import { TableBox } from '../../../../../charts/table/TableBox';
import { DEPTHS, ROWS, type WaysGrid, widthAt } from './mapGrid';
import type { MapView } from './useMap';

const depths = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Threads' time over stages': the model by width and depth, then what was measured. */
export function MapTable({ title, grid, view }: { title: string; grid: WaysGrid; view: MapView }) {
  const at = (row: number, depth: number): number => 2 ** (grid.gains[row * DEPTHS + depth - 1] as number);
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    key: row,
    head: widthAt(row),
    cells: depths.map((depth) => at(row, depth)),
  }));
  const columns = depths.map((depth) => ({ key: String(depth), name: `${depth} hidden` }));
  const measured = view.points.map((point) => ({
    key: `${point.depth} ${point.width}`,
    head: `${point.width} units, ${point.depth} hidden`,
    cells: [gainOf(point)],
  }));
  return (
    <>
      <TableBox {...{ title, columns, rows }} head="Units; threads’ time over stages’" text={times} />
      {measured.length > 0 && (
        <TableBox
          title={`${title}, measured`}
          head="Network"
          columns={[{ key: 'gain', name: 'Threads’ time over stages’' }]}
          rows={measured}
          text={times}
        />
      )}
    </>
  );
}
