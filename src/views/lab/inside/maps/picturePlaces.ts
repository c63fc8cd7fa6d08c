/** Places of pictures in a row for each channel, in pixels. */
import type { Cell } from '../cells/cells';
import type { Pictures } from './mapsModel';

const GAP = 4;
const LARGEST = 56;

interface Picture {
  readonly down: number;
  readonly across: number;
}

/** @param room width for all of them */
export function picturePlaces(
  { down, across, size: [rows, columns] }: Omit<Pictures, 'values'>,
  room: number,
) {
  const side = Math.max(8, Math.min(LARGEST, Math.floor((room - GAP * (across - 1)) / across)));
  const most = Math.max(rows, columns);
  const [wide, high] = [Math.round((side * columns) / most), Math.round((side * rows) / most)];
  const boxOf = (at: Picture) => ({
    ...{ left: at.across * (side + GAP), top: at.down * (high + GAP), width: wide, height: high },
  });
  const [width, height] = [across * (side + GAP) - GAP, down * (high + GAP) - GAP];
  const cellOf = (x: number, y: number): Cell | undefined => {
    const own = {
      across: Math.min(across - 1, Math.max(0, Math.floor((x * width) / (side + GAP)))),
      down: Math.min(down - 1, Math.max(0, Math.floor((y * height) / (high + GAP)))),
    };
    const { left, top } = boxOf(own);
    const [column, row] = [
      Math.floor(((x * width - left) / wide) * columns),
      Math.floor(((y * height - top) / high) * rows),
    ];
    if (column < 0 || column >= columns || row < 0 || row >= rows) return undefined;
    return { row: own.down * rows + row, column: own.across * columns + column };
  };
  const cellBox = (picture: Picture, { row, column }: Cell) => {
    const { left, top } = boxOf(picture);
    const [cellWide, cellHigh] = [wide / columns, high / rows];
    return { left: left + column * cellWide, top: top + row * cellHigh, width: cellWide, height: cellHigh };
  };
  return { side, width, height, boxOf, cellOf, cellBox };
}
