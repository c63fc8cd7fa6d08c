import { type Plot, xAt, yAt } from '../../../figures/axes/plot';
import type { Expected } from '../../../figures/lines/spec';

/** A dashed box where a value is expected, with its text below it, or above where the axis is near. */
export function ExpectedBox({ plot, expected }: { plot: Plot; expected: Expected }) {
  const { from, to, low, high, text } = expected;
  const [least, most] = plot.y.domain;
  const height = (value: number) => yAt(plot, Math.max(least, Math.min(most, plot.y.carry(value))));
  const [left, right, top, bottom] = [xAt(plot, from), xAt(plot, to), height(high), height(low)];
  const below = bottom + 18 < plot.height - plot.bottom;
  return (
    <g className="expected-box">
      <rect
        x={left}
        y={top}
        width={Math.max(0, right - left)}
        height={Math.max(2, bottom - top)}
        rx={2}
        fill="none"
        stroke="var(--ink2)"
        strokeWidth={1.5}
        strokeDasharray="4 3"
      />
      <text
        x={right}
        y={below ? bottom + 14 : top - 6}
        textAnchor="end"
        fill="var(--ink2)"
        fontSize={11}
        fontWeight={550}
      >
        {text}
      </text>
    </g>
  );
}
