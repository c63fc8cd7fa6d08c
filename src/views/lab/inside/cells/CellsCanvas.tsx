import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { type Painting, paint } from './paint';
import { useTheme } from './useTheme';
import './cells.css';

interface Props extends Painting {
  /** Size on the page, in CSS pixels. */
  width: number;
  height: number;
  /** Canvas pixels per CSS pixel. */
  dots: number;
  className?: string;
  style?: CSSProperties;
}

/** Heatmap of a matrix in theme colours; redrawn if values, size or theme change. */
export function CellsCanvas({ values, m, rows, columns, width, height, dots, className, style }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const [across, down] = [Math.round(width * dots), Math.round(height * dots)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme or canvas size requires a redraw.
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, { values, m, rows, columns });
  }, [values, m, rows, columns, across, down, theme]);
  return (
    <canvas
      ref={canvas}
      width={across}
      height={down}
      className={className ? `cells ${className}` : 'cells'}
      style={style}
    />
  );
}
