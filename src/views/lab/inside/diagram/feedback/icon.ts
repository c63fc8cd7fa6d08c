/** B's small picture in the diagram: its cells and position. */
import type { MatrixNames } from '../../heatmaps/matrixNames';
import type { Weights } from './lanes';

/** Maximum number of cells. */
export const ICON_ROWS = 5;
export const ICON_COLUMNS = 11;
export const CELL = 4;

export interface Icon {
  /** In row-major order. */
  readonly values: Float32Array;
  /** Indices of its rows and columns in B. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly names: Pick<MatrixNames, 'row' | 'columnText'>;
  /** The colour scale is ±m, the same in all pictures of a diagram. */
  readonly m: number;
}

export interface IconPlace {
  readonly x: number;
  readonly y: number;
  /** Number of columns that fit. */
  readonly columns: number;
  readonly rows: number;
}

/** Top left corner, and the number of cells drawn. */
export function iconPlace({ x, y, width }: Weights, icon: Icon | undefined): IconPlace {
  const most = Math.max(4, Math.floor(width / CELL));
  const columns = icon ? Math.min(icon.columns.length, most) : most;
  const rows = icon ? icon.rows.length : ICON_ROWS;
  return { x: x - (columns * CELL) / 2, y: y - (rows * CELL) / 2, columns, rows };
}
