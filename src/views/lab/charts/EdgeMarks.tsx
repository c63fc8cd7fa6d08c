import { type Frame, plotHeight } from './frame';
import type { DrawnLine } from './model';
import type { Axis, Edge } from './scale';

const arrows = { top: 'M-3 -6.5L0 -9.5L3 -6.5', bottom: 'M-3 6.5L0 9.5L3 6.5' } as const;

/** At the end of a line whose value lies beyond the axis. */
export function Beyond({ x, y, edge, color }: { x: number; y: number; edge: Edge; color: string }) {
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

/** What lies on an edge of the axis, where something does. */
export function EdgeNotes({
  frame,
  axis,
  lines,
}: {
  frame: Frame;
  axis: Axis;
  lines: readonly Pick<DrawnLine, 'held'>[];
}) {
  const right = frame.width - frame.right - 8;
  const ys = { top: frame.top + 15, bottom: frame.top + plotHeight(frame) - 8 };
  return (['top', 'bottom'] as const).map((edge) => {
    const label = axis.edges?.[edge]?.label;
    if (label === undefined || !lines.some(({ held }) => held.includes(edge))) return null;
    return (
      <text key={edge} x={right} y={ys[edge]} textAnchor="end" className="chart-note">
        {`on the ${edge} line: ${label}`}
      </text>
    );
  });
}
