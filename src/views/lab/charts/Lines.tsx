import { memo, useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceArea, XAxis, YAxis } from 'recharts';
import type { RuleId } from '../../../core/rules';
import { ruleStyle } from '../../theme/ruleStyle';
import type { Frame } from './frame';
import { type DrawnLine, rowsOf, thinKey } from './model';
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
const axisLine = { stroke: 'var(--line2)' };
const label = (n: number) => String(n);

function curves(rule: RuleId) {
  const style = ruleStyle(rule);
  const shared = {
    type: 'linear',
    stroke: style.line,
    dot: false,
    activeDot: false,
    isAnimationActive: false,
    connectNulls: true,
    strokeDasharray: style.dash ?? '',
    strokeLinecap: style.cap ?? 'butt',
    strokeLinejoin: 'round',
    className: `ruled rule-${rule}`,
  } as const;
  return [
    <Line key={rule} {...shared} dataKey={rule} strokeWidth={2} />,
    <Line key={thinKey(rule)} {...shared} dataKey={thinKey(rule)} strokeWidth={1} strokeOpacity={0.5} />,
  ];
}

/**
 * The drawing itself. Everything but the rows keeps its identity from one redraw to the next:
 * recharts keeps axes and lines in a store, and each of them that looks new is worked out again.
 */
export const Lines = memo(function Lines({ frame, axis, epochs, xTicks, lines, shadeFirst }: Props) {
  const rows = useMemo(() => rowsOf(lines), [lines]);
  const rules = lines.map(({ rule }) => rule).join(' ');
  const margin = useMemo(() => ({ top: frame.top, right: frame.right, bottom: 0, left: 0 }), [frame]);
  const children = useMemo(() => {
    const labels = new Map(axis.ticks.map((one) => [one.at, one.label]));
    const common = { type: 'number', interval: 0, allowDataOverflow: true, tick, tickLine: false } as const;
    return [
      shadeFirst && (
        <ReferenceArea
          key="first"
          x1={0}
          x2={Math.min(1, epochs)}
          fill="var(--s2)"
          fillOpacity={1}
          stroke="none"
        />
      ),
      <CartesianGrid key="grid" vertical={false} stroke="var(--grid)" syncWithTicks />,
      <XAxis
        key="x"
        {...common}
        dataKey="x"
        domain={[0, epochs]}
        ticks={[...xTicks]}
        tickFormatter={label}
        height={frame.bottom}
        axisLine={axisLine}
      />,
      <YAxis
        key="y"
        {...common}
        domain={[...axis.domain]}
        ticks={axis.ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => labels.get(at) ?? ''}
        width={frame.left}
        axisLine={false}
      />,
      ...rules.split(' ').flatMap((rule) => (rule === '' ? [] : curves(rule as RuleId))),
    ];
  }, [frame, axis, epochs, xTicks, shadeFirst, rules]);
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={margin}
      accessibilityLayer={false}
      data={rows}
    >
      {children}
    </LineChart>
  );
});
