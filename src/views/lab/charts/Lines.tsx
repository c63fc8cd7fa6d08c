import { memo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceArea, XAxis, YAxis } from 'recharts';
import { ruleStyle } from '../../theme/ruleStyle';
import type { Frame } from './frame';
import type { DrawnLine } from './model';
import type { Axis } from './scale';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  xTicks: readonly number[];
  lines: readonly DrawnLine[];
  shadeFirst: boolean;
}

const tick = { fill: 'var(--ink3)', fontSize: 11 };
const label = (n: number) => String(n);

function curves({ rule, solid, thin }: DrawnLine) {
  const style = ruleStyle(rule);
  const shared = {
    dataKey: 'y',
    stroke: style.line,
    dot: false,
    activeDot: false,
    isAnimationActive: false,
    strokeDasharray: style.dash ?? '',
    strokeLinecap: style.cap ?? 'butt',
    strokeLinejoin: 'round',
    className: `ruled rule-${rule}`,
  } as const;
  return [
    solid.length > 0 && <Line key={rule} {...shared} data={solid as never} strokeWidth={2} type="linear" />,
    thin.length > 0 && (
      <Line
        key={`${rule}~`}
        {...shared}
        data={thin as never}
        strokeWidth={1}
        strokeOpacity={0.5}
        type="linear"
      />
    ),
  ];
}

/** The drawing itself: a memo, because recharts is dear and a hover must not draw it again. */
export const Lines = memo(function Lines({ frame, axis, epochs, xTicks, lines, shadeFirst }: Props) {
  const labels = new Map(axis.ticks.map(({ at, label }) => [at, label]));
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={{ top: frame.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      data={[]}
    >
      {shadeFirst && (
        <ReferenceArea x1={0} x2={Math.min(1, epochs)} fill="var(--s2)" fillOpacity={1} stroke="none" />
      )}
      <CartesianGrid vertical={false} stroke="var(--grid)" syncWithTicks />
      <XAxis
        dataKey="x"
        type="number"
        domain={[0, epochs]}
        ticks={xTicks as number[]}
        tickFormatter={label}
        interval={0}
        allowDataOverflow
        height={frame.bottom}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: 'var(--line2)' }}
      />
      <YAxis
        type="number"
        domain={axis.domain as [number, number]}
        ticks={axis.ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => labels.get(at) ?? ''}
        interval={0}
        allowDataOverflow
        width={frame.left}
        tick={tick}
        tickLine={false}
        axisLine={false}
      />
      {lines.flatMap(curves)}
    </LineChart>
  );
});
