import type { KeyboardEvent, PointerEvent } from 'react';
import { CellsCanvas } from './CellsCanvas';
import { type Cell, cellAt, moveCell } from './cells';
import './cells.css';

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
export function HeatmapCanvas(props: Props) {
  const { values, rows, columns, m, side, at, label, valueText, onRead, paper } = props;
  const [width, height] = [Math.round(columns * side), Math.round(rows * side)];
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    onRead(cellAt({ rows, columns }, x, y));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onRead(undefined);
    const next = moveCell({ rows, columns }, at, event.key);
    if (!next) return;
    event.preventDefault();
    onRead(next);
  };
  const dots = paper ? PAPER : window.devicePixelRatio;
  return (
    <div
      className="heatmap"
      style={{ width, height }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={rows * columns}
      aria-valuenow={at ? at.row * columns + at.column + 1 : 1}
      aria-valuetext={valueText}
      onPointerMove={onMove}
      onPointerDown={onMove}
      onPointerLeave={() => onRead(undefined)}
      onBlur={() => onRead(undefined)}
      onKeyDown={onKey}
    >
      {values && (
        <CellsCanvas {...{ values, m, rows, columns, width, height, dots }} style={{ width, height }} />
      )}
      {at && (
        <span
          className="heatmap-mark"
          style={{
            left: (at.column * width) / columns,
            top: (at.row * height) / rows,
            width: width / columns,
            height: height / rows,
          }}
        />
      )}
    </div>
  );
}
