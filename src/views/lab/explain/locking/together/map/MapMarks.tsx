import { memo, useId } from 'react';
import { gainOf, type WayPoint } from '../../../../../../experiment/results/ways';
import { small } from '../../../../../../figures/labels/texts';
import type { XY } from '../../../../../../figures/lines/line';
import { divergingColor } from '../../../../inside/cells/ramp';
import { smoothed, zeroLine } from './contour';
import { MapNames } from './MapNames';
import { columnOf, DEPTHS, gainsNothing, rowOf, type WaysGrid } from './mapGrid';
import { halo, type MarksProps, OWN, ownCells, type Scale, SIZE, scaleOf } from './places';

const pathOf = (pieces: readonly (readonly [XY, XY])[], { x, y }: Scale): string =>
  pieces
    .map(([a, b]) => `M${x(a.x).toFixed(1)} ${y(a.y).toFixed(1)}L${x(b.x).toFixed(1)} ${y(b.y).toFixed(1)}`)
    .join('');

/** Cells at which neither threads nor stages are faster than one worker: hatched. */
function Alone({ grid: { worth }, scale: { x, y } }: { grid: WaysGrid; scale: Scale }) {
  const id = useId();
  const cells = Array.from(worth, (value, i) => ({ value, i })).filter(({ value }) => gainsNothing(value));
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
      <MapNames {...props} grid={{ ...grid, gains }} scale={scale} />
      {points.map((point) => (
        <Point key={`${point.depth} ${point.width}`} point={point} m={m} scale={scale} />
      ))}
      <Own units={units} scale={scale} />
    </>
  );
});
