import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { type Painting, paint } from './paint';
import { useTheme } from './useTheme';
import './cells.css';

interface Props extends Painting {
  /** Pixels of the page that it is drawn in. */
  width: number;
  height: number;
  /** Dots of the canvas per pixel. */
  dots: number;
  className?: string;
  style?: CSSProperties;
}

/** The cells of a matrix in the colours of the theme; drawn again when they, the size or the theme change. */
export function CellsCanvas({ values, m, rows, columns, width, height, dots, className, style }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const [across, down] = [Math.round(width * dots), Math.round(height * dots)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours, and a canvas of another size, want drawing again.
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
