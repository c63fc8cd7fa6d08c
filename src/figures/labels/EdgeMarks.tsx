import { type Plot, plotHeight, xAt } from '../axes/plot';
import type { Edge } from '../axes/scale';
import type { DrawnLine } from '../lines/draw';
import { crossings } from './crossings';
import { ARROW, type EdgeNote, outwards } from './edgeNotes';
import { halo, small } from './texts';

const arrows = { top: 'M-3 0L0 -3L3 0', bottom: 'M-3 0L0 3L3 0' } as const;
/** From a line's end to the arrow beyond the axis, in pixels: clears the marker. */
const PAST_MARKER = 6.5;
const PAST_EDGE = 2.5;

interface ArrowProps {
  x: number;
  y: number;
  edge: Edge;
  color: string;
}

function Arrow({ x, y, edge, color }: ArrowProps) {
  return (
    <path
      d={arrows[edge]}
      transform={`translate(${x} ${y})`}
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      className="beyond"
    />
  );
}

/** An arrow above or below a marker whose value is beyond the axis. */
export function Beyond({ y, edge, ...rest }: ArrowProps) {
  return <Arrow {...rest} y={y + outwards[edge] * PAST_MARKER} edge={edge} />;
}

/** Arrows of one line closer than this many pixels are merged. */
const NEAR = 9;

/** Arrows where a line leaves the plot and where it re-enters. */
export function Crossings({
  plot,
  line,
}: {
  plot: Plot;
  line: Pick<DrawnLine, 'style' | 'strokes' | 'thin'>;
}) {
  const ys = { top: plot.top, bottom: plot.top + plotHeight(plot) };
  const marks: { x: number; edge: Edge }[] = [];
  for (const { x: at, edge } of [...line.strokes, line.thin].flatMap((all) =>
    crossings(all, plot.y.domain),
  )) {
    const x = xAt(plot, at);
    if (!marks.some((mark) => mark.edge === edge && Math.abs(mark.x - x) < NEAR)) marks.push({ x, edge });
  }
  return marks.map(({ x, edge }) => (
    <Arrow
      key={`${edge} ${x}`}
      x={x}
      y={ys[edge] + outwards[edge] * PAST_EDGE}
      edge={edge}
      color={line.style.line}
    />
  ));
}

/** Explains the arrows at each edge that has some. */
export function EdgeNotes({ notes }: { notes: readonly EdgeNote[] }) {
  return notes.map(({ edge, label, box: { x, y, height } }) => (
    <g key={edge}>
      <Arrow x={x + 4} y={y + height / 2 - outwards[edge] * 1.5} edge={edge} color="var(--ink3)" />
      <text x={x + ARROW} y={y + height / 2} dy="0.36em" {...small} {...halo}>
        {label}
      </text>
    </g>
  ));
}
