import { memo, useId } from 'react';
import { gainOf, type WayPoint } from '../../../../../../experiment/results/ways';
import { textWidth } from '../../../../../../figures/axes/textWidth';
import { small } from '../../../../../../figures/labels/texts';
import type { XY } from '../../../../../../figures/lines/line';
import { divergingColor } from '../../../../inside/cells/ramp';
import { namePlace, smoothed, zeroLine } from './contour';
import { columnOf, DEPTHS, isOnMap, ROWS, rowOf, type WaysGrid } from './mapGrid';
import { meanWidth } from './useMap';

export interface MarksProps {
  grid: WaysGrid;
  points: readonly WayPoint[];
  units: readonly number[] | undefined;
  /** Ends of the colour scale, in doublings. */
  m: number;
  /** Of the cells, in pixels. */
  width: number;
  height: number;
}

const SIZE = { rows: ROWS, columns: DEPTHS } as const;
/** Of regions: their size, and by how much bold is wider. */
const [NAME, BOLD] = [13, 1.1] as const;
const halo = { paintOrder: 'stroke', stroke: 'var(--s1)', strokeLinejoin: 'round' } as const;

interface Scale {
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
}
const scaleOf = ({ width, height }: Pick<MarksProps, 'width' | 'height'>): Scale => ({
  x: (column) => (column * width) / DEPTHS,
  y: (row) => (row * height) / ROWS,
});

const pathOf = (pieces: readonly (readonly [XY, XY])[], { x, y }: Scale): string =>
  pieces
    .map(([a, b]) => `M${x(a.x).toFixed(1)} ${y(a.y).toFixed(1)}L${x(b.x).toFixed(1)} ${y(b.y).toFixed(1)}`)
    .join('');

/** Cells at which one worker is faster than threads and stages: hatched. */
function Alone({ grid: { worth }, scale: { x, y } }: { grid: WaysGrid; scale: Scale }) {
  const id = useId();
  const cells = Array.from(worth, (value, i) => ({ value, i })).filter(({ value }) => value < 0);
  const d = cells
    .map(({ i }) => {
      const [row, column] = [Math.floor(i / DEPTHS), i % DEPTHS];
      return `M${x(column)} ${y(row)}H${x(column + 1)}V${y(row + 1)}H${x(column)}Z`;
    })
    .join('');
  return (
    <>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V6" stroke="var(--ink3)" strokeWidth={1} />
      </pattern>
      <path d={d} fill={`url(#${id})`} />
    </>
  );
}

const isAlone = ({ worth }: WaysGrid, row: number, column: number): boolean =>
  (worth[row * DEPTHS + column] as number) < 0;
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
  { name: 'one worker faster than both', holds: isAlone },
] as const;

/** What is told about the settings' network, to the side where there is room. */
const OWN = 'this network';

/** Cells that its mark and name cover: no other name goes there. */
function ownCells(units: readonly number[] | undefined, { x, y }: Scale) {
  const width = units && meanWidth(units);
  if (!units || width === undefined || !isOnMap(units.length, width)) return undefined;
  const at = { x: x(columnOf(units.length)), y: y(rowOf(width)) };
  return { ...at, toRight: units.length < DEPTHS / 2 };
}

function Names({ grid, points, units, width, height, scale }: MarksProps & { scale: Scale }) {
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

/** A measured point, filled by its ratio; dashed where other work ran beside it. */
function Point({ point, m, scale }: { point: WayPoint; m: number; scale: Scale }) {
  const [cx, cy] = [scale.x(columnOf(point.depth)), scale.y(rowOf(point.width))];
  return (
    <g fill="none">
      <circle cx={cx} cy={cy} r={6.5} stroke="var(--s1)" strokeWidth={4} />
      <circle
        cx={cx}
        cy={cy}
        r={6.5}
        fill={divergingColor(Math.log2(gainOf(point)), m)}
        stroke="var(--ink)"
        strokeWidth={1.5}
        {...(point.judged > 0 ? {} : { strokeDasharray: '2.5 2' })}
      />
    </g>
  );
}

/** The settings' network. */
function Own({ units, scale }: { units: readonly number[] | undefined; scale: Scale }) {
  const own = ownCells(units, scale);
  if (!own) return null;
  const { x, y, toRight } = own;
  return (
    <>
      <path d={`M${x - 4.5} ${y - 4.5}h9v9h-9Z`} fill="var(--ink)" stroke="var(--s1)" strokeWidth={2} />
      <text
        x={x + (toRight ? 10 : -10)}
        y={y}
        dy="0.36em"
        textAnchor={toRight ? 'start' : 'end'}
        {...small}
        fill="var(--ink)"
        strokeWidth={3}
        {...halo}
      >
        {OWN}
      </text>
    </>
  );
}

/** All that lies over the cells, as content of an SVG of their size. */
export const MapMarks = memo(function MapMarks(props: MarksProps) {
  const { grid, points, units, m } = props;
  const scale = scaleOf(props);
  const gains = smoothed(grid.gains, SIZE);
  const line = pathOf(zeroLine(gains, SIZE), scale);
  return (
    <>
      <Alone grid={grid} scale={scale} />
      <path d={line} fill="none" stroke="var(--s1)" strokeWidth={4} />
      <path d={line} fill="none" stroke="var(--ink)" strokeWidth={1.75} />
      <Names {...props} grid={{ ...grid, gains }} scale={scale} />
      {points.map((point) => (
        <Point key={`${point.depth} ${point.width}`} point={point} m={m} scale={scale} />
      ))}
      <Own units={units} scale={scale} />
    </>
  );
});
