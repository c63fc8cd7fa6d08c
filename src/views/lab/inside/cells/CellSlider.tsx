import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { type Cell, cellAt, type Grid, moveCell } from './cells';
import './cells.css';

interface Props extends Grid {
  width: number;
  height: number;
  at: Cell | undefined;
  label: string;
  valueText: string;
  onRead: (cell: Cell | undefined) => void;
  /** The cell at a point, 0 … 1 across and down; by default cells fill the space evenly. */
  cellOf?: (x: number, y: number) => Cell | undefined;
  children: ReactNode;
}

/** A space whose cells are read by pointer and keyboard. */
export function CellSlider({ rows, columns, width, height, at, onRead, ...props }: Props) {
  const { label, valueText, cellOf = (x, y) => cellAt({ rows, columns }, x, y), children } = props;
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onRead(cellOf((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onRead(undefined);
    const next = moveCell({ rows, columns }, at, event.key);
    if (!next) return;
    event.preventDefault();
    onRead(next);
  };
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
      {children}
    </div>
  );
}
