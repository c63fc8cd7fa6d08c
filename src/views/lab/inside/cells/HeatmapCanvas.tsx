import { CellMark } from './CellMark';
import { CellSlider } from './CellSlider';
import { CellsCanvas } from './CellsCanvas';
import type { Cell } from './cells';

interface Props {
  /** Undefined while there is nothing to draw; the space stays reserved. */
  values: Float32Array | undefined;
  rows: number;
  columns: number;
  m: number;
  /** Side of a cell in pixels. */
  side: number;
  /** For print, which has a higher resolution than the screen. */
  paper?: boolean;
  /** The cell being read, in this or the other matrix. */
  at: Cell | undefined;
  label: string;
  valueText: string;
  onRead: (cell: Cell | undefined) => void;
}

/** Canvas pixels per CSS pixel in print: about 400 per inch. */
const PAPER = 4;

/** A heatmap of one matrix, with a cursor that reads cells by pointer and keyboard. */
export function HeatmapCanvas({ values, m, side, paper, ...cells }: Props) {
  const { rows, columns, at } = cells;
  const [width, height] = [Math.round(columns * side), Math.round(rows * side)];
  const dots = paper ? PAPER : window.devicePixelRatio;
  return (
    <CellSlider {...cells} {...{ width, height }}>
      {values && (
        <CellsCanvas {...{ values, m, rows, columns, width, height, dots }} style={{ width, height }} />
      )}
      {at && <CellMark {...{ at, rows, columns, width, height }} />}
    </CellSlider>
  );
}
