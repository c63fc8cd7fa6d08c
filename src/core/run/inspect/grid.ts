/** A grid of square cells over a part of the plane. */

export interface Grid {
  /** Lowest and highest first input, then second. */
  readonly bounds: readonly [number, number, number, number];
  /** Cells along each side. */
  readonly cells: number;
}

/** Both inputs at a cell's centre. @param row from the highest second input down @param column from the lowest first input */
export function cellCentre({ bounds, cells }: Grid, row: number, column: number): [number, number] {
  const [left, right, bottom, top] = bounds;
  return [left + ((column + 0.5) / cells) * (right - left), top - ((row + 0.5) / cells) * (top - bottom)];
}
