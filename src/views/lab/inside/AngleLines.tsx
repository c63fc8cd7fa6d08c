import { memo, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { Frame } from '../charts/frame';
import type { Axis } from '../charts/scale';
import { angleStyle } from './angleStyle';
import { type AngleLine, angleRows } from './angles';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  xTicks: readonly number[];
  lines: readonly AngleLine[];
}

const tick = { fill: 'var(--ink3)', fontSize: 11 };
const axisLine = { stroke: 'var(--line2)' };
const label = (n: number) => String(n);
const degrees = (n: number) => `${n}°`;

function drawn(line: AngleLine) {
  const { line: stroke, dash, cap } = angleStyle(line);
  return (
    <Line
      key={line.key}
      type="linear"
      dataKey={line.key}
      stroke={stroke}
      strokeWidth={2}
      strokeDasharray={dash ?? ''}
      strokeLinecap={cap ?? 'butt'}
      strokeLinejoin="round"
      dot={false}
      activeDot={false}
      isAnimationActive={false}
      connectNulls
      className={`ruled rule-${line.rule}`}
    />
  );
}

/** The drawing itself; 90° is where a rule tells nothing. */
export const AngleLines = memo(function AngleLines({ frame, axis, epochs, xTicks, lines }: Props) {
  const rows = useMemo(() => angleRows(lines), [lines]);
  const common = { type: 'number', interval: 0, allowDataOverflow: true, tick, tickLine: false } as const;
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={{ top: frame.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      data={rows}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" syncWithTicks />
      <XAxis
        {...common}
        dataKey="x"
        domain={[0, epochs]}
        ticks={[...xTicks]}
        tickFormatter={label}
        height={frame.bottom}
        axisLine={axisLine}
      />
      <YAxis
        {...common}
        domain={[...axis.domain]}
        ticks={axis.ticks.map(({ at }) => at)}
        tickFormatter={degrees}
        width={frame.left}
        axisLine={false}
      />
      <ReferenceLine y={90} stroke="var(--ink3)" strokeDasharray="2 3" />
      {lines.map(drawn)}
    </LineChart>
  );
});
