/** The heatmaps for export: as SVG, and every shown cell. */
import type { Drawing } from '../../../../figures/file/svg';
import type { Rows } from '../../../../figures/lines/rows';
import { CellsDrawing } from '../cells/CellsDrawing';
import { MatrixNames, NAMES, NAMES_HEIGHT } from '../cells/MatrixNames';
import type { HeatmapModel, Matrix } from './heatmapModel';

/** Rows and columns have their indices in the full matrix. */
export function heatmapRows({ rows, columns, names, matrices }: HeatmapModel): Rows {
  const seen = matrices.flatMap(({ label, values }) => (values ? [{ label, values }] : []));
  const cells = rows.flatMap((row, r) =>
    columns.map((column, c) => [
      row,
      names.columnLabel(column),
      ...seen.map(({ values }) => values[r * columns.length + c] as number),
    ]),
  );
  return [[names.row, names.column, ...seen.map(({ label }) => label)], ...cells];
}

const SIDE = 12;
const GAP = 12;

function Named({ matrix, model, y }: { matrix: Matrix; model: HeatmapModel; y: number }) {
  const { label, note, values, m } = matrix;
  const [rows, columns] = [model.rows.length, model.columns.length];
  return (
    <g transform={`translate(0 ${y})`}>
      <MatrixNames label={label} note={note} m={m} />
      <g transform={`translate(${NAMES} 0)`}>
        {values ? (
          <CellsDrawing {...{ values, m, rows, columns }} side={SIDE} />
        ) : (
          <text y={12} fontSize={11} fill="var(--ink3)">
            No values yet.
          </text>
        )}
      </g>
    </g>
  );
}

export function heatmapDrawing(model: HeatmapModel): Drawing {
  const high = Math.max(NAMES_HEIGHT, model.rows.length * SIDE);
  return {
    width: NAMES + Math.max(120, model.columns.length * SIDE),
    height: model.matrices.length * (high + GAP) - GAP,
    content: model.matrices.map((matrix, i) => (
      <Named key={matrix.what} {...{ matrix, model }} y={i * (high + GAP)} />
    )),
  };
}
