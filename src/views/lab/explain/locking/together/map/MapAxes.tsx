import { textWidth } from '../../../../../../figures/axes/textWidth';
import { small } from '../../../../../../figures/labels/texts';
import { columnOf, DEPTHS, ROWS, rowOf } from './mapGrid';

/** Around the cells, in pixels. */
export const AROUND = { left: 48, right: 12, top: 22, bottom: 24 } as const;

const depths = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32];
const widths = [16, 32, 64, 128, 256, 512, 1024, 2048];
const X_NAME = 'hidden layers';

/** Numbers along both sides and their names, as content of an SVG that begins left and above the cells. */
export function MapAxes({ width, height }: { width: number; height: number }) {
  const { left, top } = AROUND;
  const bottom = top + height;
  // The name stands in the place of the numbers that it would cover.
  const until = left + width - textWidth(X_NAME, 11) - 20;
  const x = (depth: number): number => left + (columnOf(depth) * width) / DEPTHS;
  const close = width / DEPTHS < 12;
  return (
    <>
      <text x={left} y={12} {...small}>
        units of each
      </text>
      {widths.map((units) => (
        <text
          key={units}
          x={left - 8}
          y={top + (rowOf(units) * height) / ROWS}
          dy="0.36em"
          textAnchor="end"
          {...small}
        >
          {units}
        </text>
      ))}
      {depths
        .filter((depth) => x(depth) < until && !(close && depth === 2))
        .map((depth) => (
          <text key={depth} x={x(depth)} y={bottom + 16} textAnchor="middle" {...small}>
            {depth}
          </text>
        ))}
      <text x={left + width} y={bottom + 16} textAnchor="end" {...small}>
        {X_NAME}
      </text>
    </>
  );
}
