import { memo, useMemo } from 'react';
import { CartesianGrid, LineChart, ReferenceArea, XAxis, YAxis } from 'recharts';
import { ruleStyle } from '../../theme/ruleStyle';
import { Curve, Curves } from './Curves';
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
const axisLine = { stroke: 'var(--line2)' };
/** The curves are recharts' layer 0, the grid is -100. */
const UNDER_CURVES = -50;
const label = (n: number) => String(n);

type RuleLine = Pick<DrawnLine, 'rule' | 'solid' | 'thin'> & Pick<Props, 'frame' | 'axis' | 'epochs'>;

export function RuleCurves({ rule, solid, thin, ...place }: RuleLine) {
  const { line: stroke, dash, cap } = ruleStyle(rule);
  const look = { ...place, stroke, dash, cap, className: `ruled rule-${rule}` };
  return (
    <>
      <Curve {...look} points={solid} />
      <Curve {...look} points={thin} thin />
    </>
  );
}

/**
 * The drawing itself. Everything but the lines keeps its identity from one redraw to the next: recharts keeps axes
 * in a store, and each of them that looks new is worked out again.
 */
export const Lines = memo(function Lines({ frame, axis, epochs, xTicks, lines, shadeFirst }: Props) {
  const ends = useMemo(() => [{ x: 0 }, { x: epochs }], [epochs]);
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
          zIndex={UNDER_CURVES}
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
    ];
  }, [frame, axis, epochs, xTicks, shadeFirst]);
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={margin}
      accessibilityLayer={false}
      data={ends}
    >
      {children}
      <Curves frame={frame}>
        {lines.map(({ rule, solid, thin }) => (
          <RuleCurves key={rule} {...{ frame, axis, epochs, rule, solid, thin }} />
        ))}
      </Curves>
    </LineChart>
  );
});
