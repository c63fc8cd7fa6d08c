/** Where image and cells of a row lie on the drawer's canvas, in CSS pixels. */
export interface MatrixLayout {
  readonly rowHeight: number;
  /** Side of the image; 0 without one. */
  readonly image: number;
  /** Width of a cell. */
  readonly cell: number;
  /** Left edges of the stored errors and of those now. */
  readonly filed: number;
  readonly now: number;
  readonly width: number;
}

const GAP = 12;
const WIDEST = 34;

/** @param width available @param columns C */
export function layoutOf(width: number, columns: number, rowHeight: number, hasImage: boolean): MatrixLayout {
  const image = hasImage ? rowHeight - 2 : 0;
  const filed = hasImage ? image + GAP / 2 : 0;
  const cell = Math.max(0, Math.min(WIDEST, (width - filed - GAP) / (2 * columns)));
  const now = filed + columns * cell + GAP;
  return { rowHeight, image, cell, filed, now, width: now + columns * cell };
}

/** The column at x, in either half; undefined over image and gaps. */
export function columnAt({ filed, now, cell }: MatrixLayout, columns: number, x: number): number | undefined {
  const within = (from: number): number | undefined => {
    const column = Math.floor((x - from) / cell);
    return column >= 0 && column < columns ? column : undefined;
  };
  return within(filed) ?? within(now);
}
