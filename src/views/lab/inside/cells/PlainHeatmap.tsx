import { CellsCanvas } from './CellsCanvas';
import type { Painting } from './paint';

/** Maximum side of a cell, in pixels. */
const SIDE = 8;

/** A heatmap without interaction, as wide as its container. */
export function PlainHeatmap({ rows, columns, ...painting }: Painting) {
  return (
    <CellsCanvas
      {...painting}
      {...{ rows, columns }}
      width={columns * SIDE}
      height={rows * SIDE}
      dots={window.devicePixelRatio}
      className="plain-heatmap"
      style={{ aspectRatio: `${columns} / ${rows}`, maxWidth: columns * SIDE }}
    />
  );
}
