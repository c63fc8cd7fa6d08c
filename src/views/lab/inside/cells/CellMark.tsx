import type { CSSProperties } from 'react';
import type { Cell, Grid } from './cells';
import './cells.css';

/** Frames the cell that is read. @param width, height of all cells in pixels */
export function CellMark({
  at,
  rows,
  columns,
  width,
  height,
}: Grid & { at: Cell; width: number; height: number }) {
  const style: CSSProperties = {
    left: (at.column * width) / columns,
    top: (at.row * height) / rows,
    width: width / columns,
    height: height / rows,
  };
  return <span className="heatmap-mark" style={style} />;
}
