import { useLayoutEffect, useRef } from 'react';
import { paint } from './paint';
import { useTheme } from './useTheme';
import './cells.css';

interface Props {
  values: Float32Array;
  rows: number;
  columns: number;
  m: number;
}

/** Drawn in this size and shown no larger. */
const SIDE = 8;

/** A heatmap that is only looked at; as wide as its place. */
export function PlainHeatmap({ values, rows, columns, m }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours want drawing again.
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, { values, m, rows, columns });
  }, [values, m, rows, columns, theme]);
  const scale = window.devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className="plain-heatmap"
      width={Math.round(columns * SIDE * scale)}
      height={Math.round(rows * SIDE * scale)}
      style={{ aspectRatio: `${columns} / ${rows}`, maxWidth: columns * SIDE }}
    />
  );
}
