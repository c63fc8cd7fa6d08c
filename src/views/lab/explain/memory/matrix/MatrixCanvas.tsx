import { useLayoutEffect, useRef } from 'react';
import { type Colors, colorsOf } from '../../../inside/cells/paint';
import { useTheme } from '../../../inside/cells/useTheme';
import { type MatrixPainting, paintMatrix } from './paintMatrix';

type Props = MatrixPainting & { readonly height: number };

/** The rows' images and cells; the theme's colours are read once, not with every look. */
export function MatrixCanvas({ height, ...painting }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const known = useRef<{ readonly theme: string; readonly colors: Colors }>(undefined);
  const theme = useTheme();
  const { rows, layout, m, atlas, dots } = painting;
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    if (known.current?.theme !== theme) known.current = { theme, colors: colorsOf(canvas) };
    paintMatrix(canvas, { rows, layout, m, atlas, dots }, known.current.colors);
  }, [rows, layout, m, atlas, dots, theme]);
  return (
    <canvas
      ref={ref}
      className="cells"
      width={Math.round(layout.width * dots)}
      height={Math.round(height * dots)}
      style={{ width: layout.width, height }}
    />
  );
}
