import { type Frame, plotHeight, plotWidth, xAt, yAt } from './frame';
import type { Axis } from './scale';
import type { Tick } from './ticks';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Ends of the x axis. */
  from?: number;
  to: number;
  xTicks: readonly Tick[];
}

/** Grid and axes that are drawn at once: recharts draws its own a frame later. */
export function PlainAxes({ frame, axis, from = 0, to, xTicks }: Props) {
  const right = frame.left + plotWidth(frame);
  const bottom = frame.top + plotHeight(frame);
  return (
    <g className="print-axes">
      {axis.ticks.map(({ at, label }) => {
        const y = yAt(frame, axis, at);
        return (
          <g key={at}>
            <path d={`M${frame.left} ${y}H${right}`} stroke="var(--grid)" />
            <text x={frame.left - 8} y={y} dy="0.35em" textAnchor="end">
              {label}
            </text>
          </g>
        );
      })}
      <path d={`M${frame.left} ${bottom}H${right}`} stroke="var(--line2)" />
      {xTicks.map(({ at, label }) => (
        <text key={at} x={xAt(frame, to - from, at - from)} y={bottom + 16} textAnchor="middle">
          {label}
        </text>
      ))}
    </g>
  );
}
