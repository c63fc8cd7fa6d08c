import { type Plot, xAt, yAt } from '../axes/plot';
import type { DrawnLine } from '../lines/draw';
import { ruledClass } from '../lines/line';
import { Marker } from '../theme/Marker';
import { Beyond } from './EdgeMarks';
import { SharedMark } from './EndNames';

/** Minimum distance between markers of a line, in pixels. */
const MARKERS = 36;
/** Markers closer than this many pixels are merged. */
const NEAR = 2;

/** Every point on the zero lane is marked, of the others every n-th; each line starts at a different point, so that equal lines both show. */
const isMarked = (isLane: boolean, place: number, line: number, every: number): boolean =>
  isLane || every === 1 || place % every === line % every;

/** Markers on the points of lines, and arrows for values beyond the axis. */
export function LinePoints({ plot, lines }: { plot: Plot; lines: readonly DrawnLine[] }) {
  const pixels = xAt(plot, plot.x.from + plot.x.unit) - xAt(plot, plot.x.from);
  const every = Math.max(1, Math.ceil(MARKERS / Math.max(1, pixels)));
  const marks = lines.flatMap(({ key, rule, mark, style, points }, line) =>
    points.map(({ x: at, y: value, edge, isLane }) => ({
      ...{ key, rule, mark, style, edge, at },
      isShown: isMarked(isLane, (at - plot.x.from) / plot.x.unit, line, every),
      x: xAt(plot, at),
      y: yAt(plot, value),
    })),
  );
  const shown = marks.filter(({ isShown }) => isShown);
  return marks.map((point) => {
    const { key, style, at, x, y, isShown, edge } = point;
    const here = isShown ? shown.filter((one) => one.at === at && Math.abs(one.y - y) < NEAR) : [];
    return (
      <g key={`${key} ${at}`} className={ruledClass(point)}>
        {here.length === 1 && <Marker shape={style.marker} color={style.line} x={x} y={y} />}
        {edge && <Beyond x={x} y={y} edge={edge} color={style.line} />}
        {here.length > 1 && here[0] === point && <SharedMark x={x} y={y} of={here} />}
      </g>
    );
  });
}
