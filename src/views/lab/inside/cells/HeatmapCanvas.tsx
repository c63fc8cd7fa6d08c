import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { type Cell, cellAt, moveCell } from './cells';
import { paint } from './paint';
import { useTheme } from './useTheme';
import './cells.css';

interface Props {
  /** Undefined while there is nothing to draw: then its place stays free. */
  values: Float32Array | undefined;
  rows: number;
  columns: number;
  m: number;
  /** Side of a cell in pixels. */
  side: number;
  /** A printer has more dots than the screen. */
  paper?: boolean;
  /** The cell that is read, here or in the other matrix. */
  at: Cell | undefined;
  label: string;
  valueText: string;
  onRead: (cell: Cell | undefined) => void;
}

/** Dots per pixel: about 400 per inch. */
const PAPER = 4;

/** One matrix, drawn cell by cell; pointer and keys choose the cell that is read. */
export function HeatmapCanvas(props: Props) {
  const { values, rows, columns, m, side, at, label, valueText, onRead, paper } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const [width, height] = [Math.round(columns * side), Math.round(rows * side)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours, and a canvas of another size, want drawing again.
  useLayoutEffect(() => {
    if (canvas.current && values) paint(canvas.current, { values, m, rows, columns });
  }, [values, m, rows, columns, width, height, theme]);
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
  const scale = paper ? PAPER : window.devicePixelRatio;
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
        <canvas
          ref={canvas}
          width={Math.round(width * scale)}
          height={Math.round(height * scale)}
          style={{ width, height }}
        />
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
