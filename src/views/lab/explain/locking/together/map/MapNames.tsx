import { textWidth } from '../../../../../../figures/axes/textWidth';
import { namePlace } from './contour';
import { columnOf, DEPTHS, gainsNothing, ROWS, rowOf, type WaysGrid } from './mapGrid';
import { halo, type MarksProps, OWN, ownCells, type Scale, SIZE } from './places';

/** Of regions: their size, and by how much bold is wider. */
const [NAME, BOLD] = [13, 1.1] as const;

const isAlone = ({ worth }: WaysGrid, row: number, column: number): boolean =>
  gainsNothing(worth[row * DEPTHS + column] as number);
const stagesLead = ({ gains }: WaysGrid, row: number, column: number): boolean =>
  (gains[row * DEPTHS + column] as number) > 0;

/** Regions, and whether a cell belongs to each. */
const regions = [
  {
    name: 'stages faster',
    holds: (grid: WaysGrid, row: number, column: number) =>
      !isAlone(grid, row, column) && stagesLead(grid, row, column),
  },
  {
    name: 'threads faster',
    holds: (grid: WaysGrid, row: number, column: number) =>
      !isAlone(grid, row, column) && !stagesLead(grid, row, column),
  },
  { name: 'one worker as fast', holds: isAlone },
] as const;

/** Names of regions, clear of measured points and of the settings' network. */
export function MapNames({ grid, points, units, width, height, scale }: MarksProps & { scale: Scale }) {
  const own = ownCells(units, scale);
  const [across, down] = [width / DEPTHS, height / ROWS];
  const isTaken = (row: number, column: number): boolean => {
    const [px, py] = [(column + 0.5) * across, (row + 0.5) * down];
    const byPoint = points.some((one) => {
      const [dx, dy] = [scale.x(columnOf(one.depth)) - px, scale.y(rowOf(one.width)) - py];
      return Math.abs(dx) < 10 && Math.abs(dy) < 10;
    });
    if (byPoint || !own) return byPoint;
    const reach = textWidth(OWN, 11) + 16;
    const [from, to] = own.toRight ? [-10, reach] : [-reach, 10];
    return Math.abs(own.y - py) < 12 && px - own.x > from && px - own.x < to;
  };
  return regions.map(({ name, holds }) => {
    const extent = { width: (BOLD * textWidth(name, NAME) + 10) / across, height: (NAME + 6) / down };
    const place = namePlace((row, column) => holds(grid, row, column) && !isTaken(row, column), SIZE, extent);
    return (
      place && (
        <text
          key={name}
          x={scale.x(place.x)}
          y={scale.y(place.y)}
          dy="0.36em"
          textAnchor="middle"
          fontSize={NAME}
          fontWeight={600}
          fill="var(--ink)"
          strokeWidth={3}
          {...halo}
        >
          {name}
        </text>
      )
    );
  });
}
