/** Draws the rows of the drawer on one canvas: image, stored error, error now. */
import { type Colors, paintHatch } from '../../../inside/cells/paint';
import { rampIndex } from '../../../inside/cells/ramp';
import type { DrawerRow } from '../drawerRows';
import type { Atlas } from './atlas';
import type { MatrixLayout } from './layout';

export interface MatrixPainting {
  readonly rows: readonly DrawerRow[];
  readonly layout: MatrixLayout;
  /** End of the colour scale. */
  readonly m: number;
  readonly atlas: Atlas | undefined;
  /** Canvas pixels per CSS pixel. */
  readonly dots: number;
}

const MIDDLE = 128;

export function paintMatrix(
  canvas: HTMLCanvasElement,
  { rows, layout, m, atlas, dots }: MatrixPainting,
  { colors, hatch }: Colors,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const at = (length: number): number => Math.round(length * dots);
  const height = at(layout.rowHeight) - at(2);
  const half = (values: Float32Array, only: number | undefined, left: number, y: number): void => {
    for (const [c, value] of values.entries()) {
      if (only !== undefined && c !== only) continue;
      const x = at(left + c * layout.cell);
      const width = at(left + (c + 1) * layout.cell) - x;
      const index = rampIndex(value, m);
      const [r, g, b] = colors[index ?? MIDDLE] ?? [0, 0, 0];
      context.fillStyle = `rgb(${r} ${g} ${b})`;
      context.fillRect(x, y, width, height);
      if (index === undefined) paintHatch(context, { x, y, width, height }, hatch);
    }
  };
  for (const [i, { sample, filed, now, only }] of rows.entries()) {
    const y = at(i * layout.rowHeight) + at(1);
    const from = atlas?.at(sample);
    if (atlas && from) {
      const { width, height: high } = atlas.shape;
      context.drawImage(atlas.canvas, from.x, from.y, width, high, 0, y, at(layout.image), height);
    }
    half(filed, only, layout.filed, y);
    half(now, only, layout.now, y);
  }
}
