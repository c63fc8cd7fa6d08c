/** Cells of a heatmap: the cell at a point, and keyboard navigation. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

const within = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);

/** @param x 0 … 1 across, `y` 0 … 1 down */
export function cellAt({ rows, columns }: Grid, x: number, y: number): Cell {
  return { row: within(Math.floor(y * rows), rows), column: within(Math.floor(x * columns), columns) };
}

const TEN = 10;
const steps: Readonly<Record<string, (cell: Cell, grid: Grid) => Cell>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  PageUp: ({ row, column }) => ({ row, column: column - TEN }),
  PageDown: ({ row, column }) => ({ row, column: column + TEN }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
};

/** The cell that a key moves to; undefined for other keys. Without a current cell, every key moves to the first. */
export function moveCell(grid: Grid, cell: Cell | undefined, key: string): Cell | undefined {
  const step = steps[key];
  if (!step) return undefined;
  const { row, column } = cell ? step(cell, grid) : { row: 0, column: 0 };
  return { row: within(row, grid.rows), column: within(column, grid.columns) };
}
