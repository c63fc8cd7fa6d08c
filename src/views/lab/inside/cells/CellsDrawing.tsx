import type { Painting } from './paint';
import { divergingColor } from './ramp';

/** Heatmap of a matrix as SVG content instead of a canvas, for export; starts at the origin. */
export function CellsDrawing({ values, m, rows, columns, side }: Painting & { side: number }) {
  const cells = Array.from(values, (value, i) => ({
    value,
    row: Math.floor(i / columns),
    column: i % columns,
  }));
  return (
    <g shapeRendering="crispEdges">
      <rect width={columns * side} height={rows * side} fill="var(--diverging-middle)" />
      {cells
        .filter(({ value }) => value !== 0)
        .map(({ value, row, column }) => (
          <rect
            key={`${row} ${column}`}
            x={column * side}
            y={row * side}
            width={side}
            height={side}
            fill={divergingColor(value, m)}
          />
        ))}
    </g>
  );
}
