import { memo, useMemo } from 'react';
import { CartesianGrid, LineChart, ReferenceLine, XAxis, YAxis } from 'recharts';
import { Curve, Curves } from '../charts/Curves';
import type { Frame } from '../charts/frame';
import type { Axis } from '../charts/scale';
import { angleStyle } from './angleStyle';
import type { AngleLine } from './angles';

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

/** The drawing itself; 90° is where a rule tells nothing. */
export const AngleLines = memo(function AngleLines({ frame, axis, epochs, xTicks, lines }: Props) {
  const ends = useMemo(() => [{ x: 0 }, { x: epochs }], [epochs]);
  const common = { type: 'number', interval: 0, allowDataOverflow: true, tick, tickLine: false } as const;
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={{ top: frame.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      data={ends}
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
      <Curves frame={frame}>
        {lines.map((one) => {
          const { line: stroke, dash, cap } = angleStyle(one);
          const look = { stroke, dash, cap, className: `ruled rule-${one.rule}` };
          return <Curve key={one.key} {...{ frame, axis, epochs }} {...look} points={one.points} />;
        })}
      </Curves>
    </LineChart>
  );
});
