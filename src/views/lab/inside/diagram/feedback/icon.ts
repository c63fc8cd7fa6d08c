/** B's small picture in the diagram: which cells it has, and where it lies. */
import type { Weights } from './lanes';

/** Cells of B's small picture, at most. */
export const ICON_ROWS = 5;
export const ICON_COLUMNS = 11;
export const CELL = 4;

export interface Icon {
  /** Row by row. */
  readonly values: Float32Array;
  /** Numbers that its rows and columns have in B. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** What a column is: "unit" or "input". */
  readonly columnName: string;
  /** What the ends of its colours stand for: the same in all pictures of a diagram. */
  readonly m: number;
}

export interface IconPlace {
  readonly x: number;
  readonly y: number;
  /** Columns that have room. */
  readonly columns: number;
  readonly rows: number;
}

/** Its upper left corner, and how many cells are drawn. */
export function iconPlace({ x, y, width }: Weights, icon: Icon | undefined): IconPlace {
  const most = Math.max(4, Math.floor(width / CELL));
  const columns = icon ? Math.min(icon.columns.length, most) : most;
  const rows = icon ? icon.rows.length : ICON_ROWS;
  return { x: x - (columns * CELL) / 2, y: y - (rows * CELL) / 2, columns, rows };
}
