import { ruleStyle } from '../../theme/ruleStyle';
import { type Frame, plotHeight, xAt } from '../axes/frame';
import type { Axis, Edge } from '../axes/scale';
import type { DrawnLine } from '../lines/model';
import { crossings } from './crossings';
import { ARROW, type EdgeNote, outwards } from './edgeNotes';

const arrows = { top: 'M-3 0L0 -3L3 0', bottom: 'M-3 0L0 3L3 0' } as const;
/** From a line's end to the arrow that says that it goes on: past the marker. */
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

/** Over or under a marker that stands for a value beyond the axis. */
export function Beyond({ y, edge, ...rest }: ArrowProps) {
  return <Arrow {...rest} y={y + outwards[edge] * PAST_MARKER} edge={edge} />;
}

/** Pixels: marks of one line that are closer than this become one. */
const NEAR = 9;

/** Where a line leaves the plot and where it comes back. */
export function Crossings(props: {
  frame: Frame;
  axis: Axis;
  epochs: number;
  line: Pick<DrawnLine, 'rule' | 'solid' | 'thin'>;
}) {
  const { frame, axis, epochs, line } = props;
  const ys = { top: frame.top, bottom: frame.top + plotHeight(frame) };
  const marks: { x: number; edge: Edge }[] = [];
  for (const { x: epoch, edge } of [line.solid, line.thin].flatMap((all) => crossings(all, axis.domain))) {
    const x = xAt(frame, epochs, epoch);
    if (!marks.some((mark) => mark.edge === edge && Math.abs(mark.x - x) < NEAR)) marks.push({ x, edge });
  }
  return marks.map(({ x, edge }) => (
    <Arrow
      key={`${edge} ${x}`}
      x={x}
      y={ys[edge] + outwards[edge] * PAST_EDGE}
      edge={edge}
      color={ruleStyle(line.rule).line}
    />
  ));
}

/** What the arrows at an edge stand for, where there are some. */
export function EdgeNotes({ notes }: { notes: readonly EdgeNote[] }) {
  return notes.map(({ edge, label, box: { x, y, height } }) => (
    <g key={edge}>
      <Arrow x={x + 4} y={y + height / 2 - outwards[edge] * 1.5} edge={edge} color="var(--ink3)" />
      <text x={x + ARROW} y={y + height / 2} dy="0.36em" className="chart-note">
        {label}
      </text>
    </g>
  ));
}
