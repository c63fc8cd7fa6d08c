/** Where a grid's values cross 0, and where a name fits into a region of it. In cells from the grid's top left corner. */
import type { XY } from '../../../../../../figures/lines/line';
import type { Grid } from '../../../../inside/cells/cells';

/** Values at the middles of cells, and at the grid's edge those of the cells beside it. */
function padded(values: ArrayLike<number>, { rows, columns }: Grid) {
  const clamp = (i: number, count: number): number => Math.max(0, Math.min(count - 1, i - 1));
  const at = (i: number, count: number): number => Math.max(0, Math.min(count, i - 0.5));
  return {
    value: (row: number, column: number): number =>
      values[clamp(row, rows) * columns + clamp(column, columns)] as number,
    place: (row: number, column: number): XY => ({ x: at(column, columns), y: at(row, rows) }),
  };
}

/** Each value and its neighbours, weighed 1, 2, 1 along both sides: what holds of a place, whatever its row and column divide. */
export function smoothed(values: ArrayLike<number>, { rows, columns }: Grid): Float32Array {
  const clamp = (i: number, count: number): number => Math.max(0, Math.min(count - 1, i));
  const near = [-1, 0, 1].map((by) => ({ by, weight: by === 0 ? 0.5 : 0.25 }));
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (const down of near)
      for (const across of near) {
        const at = clamp(row + down.by, rows) * columns + clamp(column + across.by, columns);
        sum += down.weight * across.weight * (values[at] as number);
      }
    return sum;
  });
}

interface Corner extends XY {
  readonly value: number;
}

/** Where the line between two corners is 0; undefined unless their signs differ. */
function crossing(a: Corner, b: Corner): XY | undefined {
  if (a.value > 0 === b.value > 0) return undefined;
  const along = a.value / (a.value - b.value);
  return { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) };
}

/** Stretches of the line where values are 0, linear between middles of cells (marching squares). */
export function zeroLine(values: ArrayLike<number>, grid: Grid): (readonly [XY, XY])[] {
  const { value, place } = padded(values, grid);
  const corner = (row: number, column: number): Corner => ({
    ...place(row, column),
    value: value(row, column),
  });
  const pieces: (readonly [XY, XY])[] = [];
  for (let row = 0; row <= grid.rows; row++)
    for (let column = 0; column <= grid.columns; column++) {
      const [a, b] = [corner(row, column), corner(row, column + 1)];
      const [c, d] = [corner(row + 1, column + 1), corner(row + 1, column)];
      const all = [crossing(a, b), crossing(b, c), crossing(c, d), crossing(d, a)].filter(
        (one) => one !== undefined,
      );
      for (let i = 0; i + 1 < all.length; i += 2) pieces.push([all[i] as XY, all[i + 1] as XY]);
    }
  return pieces;
}

/** Size of a name, in cells. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The sums of all cells above and left of each, so that those of a rectangle take four look-ups. */
function sumsOf(holds: (row: number, column: number) => boolean, { rows, columns }: Grid) {
  const sums = new Int32Array((rows + 1) * (columns + 1));
  const at = (row: number, column: number): number => sums[row * (columns + 1) + column] as number;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      sums[(row + 1) * (columns + 1) + column + 1] =
        Number(holds(row, column)) + at(row, column + 1) + at(row + 1, column) - at(row, column);
  return (top: number, left: number, height: number, width: number): number =>
    at(top + height, left + width) - at(top, left + width) - at(top + height, left) + at(top, left);
}

/**
 * The middle of a rectangle of that size inside a region, as far from the region's edge as there is room; undefined where
 * none fits.
 * @param holds whether a cell belongs to it
 */
export function namePlace(
  holds: (row: number, column: number) => boolean,
  grid: Grid,
  extent: Extent,
): XY | undefined {
  const count = sumsOf(holds, grid);
  let found: XY | undefined;
  for (let room = 0; ; room++) {
    const [height, width] = [Math.ceil(extent.height) + 2 * room, Math.ceil(extent.width) + 2 * room];
    const fits: XY[] = [];
    for (let top = 0; top + height <= grid.rows; top++)
      for (let left = 0; left + width <= grid.columns; left++)
        if (count(top, left, height, width) === height * width)
          fits.push({ x: left + width / 2, y: top + height / 2 });
    const middle = fits[Math.floor(fits.length / 2)];
    if (!middle) return found;
    found = middle;
  }
}
