import { memo, useMemo } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { ruleStyle } from '../../theme/ruleStyle';
import { Curve, Curves } from '../charts/Curves';
import type { Frame } from '../charts/frame';
import type { Axis } from '../charts/scale';
import { type DeltaLine, strokesOf } from './deltas';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Of the x axis, from hidden layer 1 on. */
  span: number;
  /** Hidden layers that have a mark. */
  layers: readonly number[];
  lines: readonly DeltaLine[];
}

const tick = { fill: 'var(--ink3)', fontSize: 11 };
const axisLine = { stroke: 'var(--line2)' };

/** The drawing itself: hidden layers from left to right, norms in powers of ten. */
export const DeltaLines = memo(function DeltaLines({ frame, axis, span, layers, lines }: Props) {
  const ends = useMemo(() => [{ x: 1 }, { x: 1 + span }], [span]);
  const labels = new Map(axis.ticks.map((one) => [one.at, one.label]));
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
        domain={[1, 1 + span]}
        ticks={[...layers]}
        tickFormatter={String}
        height={frame.bottom}
        axisLine={axisLine}
      />
      <YAxis
        {...common}
        domain={[...axis.domain]}
        ticks={axis.ticks.map(({ at }) => at)}
        tickFormatter={(at: number) => labels.get(at) ?? ''}
        width={frame.left}
        axisLine={false}
      />
      <Curves frame={frame}>
        {lines.flatMap((line) => {
          const { line: stroke, dash, cap } = ruleStyle(line.key);
          const look = { stroke, dash, cap, className: `ruled rule-${line.key}` };
          return strokesOf(line).map((points) => (
            <Curve
              key={`${line.key} ${points[0]?.x}`}
              {...{ frame, axis, epochs: span }}
              {...look}
              points={points.map(({ x, y }) => ({ x: x - 1, y: axis.carry(y) }))}
            />
          ));
        })}
      </Curves>
    </LineChart>
  );
});
