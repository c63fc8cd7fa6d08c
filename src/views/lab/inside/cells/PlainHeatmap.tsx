import { CellsCanvas } from './CellsCanvas';
import type { Painting } from './paint';

/** Drawn in this size and shown no larger. */
const SIDE = 8;

/** A heatmap that is only looked at; as wide as its place. */
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
