import { type ReactNode, useMemo } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import type { Frame } from '../axes/frame';
import type { Axis } from '../axes/scale';
import type { Tick } from '../axes/ticks';
import { Curves } from './Curves';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Ends of the x axis. */
  from: number;
  to: number;
  xTicks: readonly Tick[];
  /** Recharts' own parts behind the curves; keep its identity from one redraw to the next. */
  behind?: ReactNode;
  /** `Curve`s. */
  children: ReactNode;
}

const tick = { fill: 'var(--ink3)', fontSize: 11 };
const axisLine = { stroke: 'var(--line2)' };
const common = { type: 'number', interval: 0, allowDataOverflow: true, tick, tickLine: false } as const;

function placesAndLabels(ticks: readonly Tick[]) {
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  return { ticks: [...labels.keys()], tickFormatter: (at: number) => labels.get(at) ?? '' };
}

/**
 * Grid and axes by recharts, around curves of ours. Everything but the curves keeps its identity from one redraw to the
 * next: recharts keeps axes in a store, and each of them that looks new is worked out again.
 */
export function LinePlot({ frame, axis, from, to, xTicks, behind, children }: Props) {
  const ends = useMemo(() => [{ x: from }, { x: to }], [from, to]);
  const margin = useMemo(() => ({ top: frame.top, right: frame.right, bottom: 0, left: 0 }), [frame]);
  const parts = useMemo(() => {
    const along = placesAndLabels(xTicks);
    const up = placesAndLabels(axis.ticks);
    return [
      behind,
      <CartesianGrid key="grid" vertical={false} stroke="var(--grid)" syncWithTicks />,
      <XAxis
        key="x"
        {...common}
        dataKey="x"
        domain={[from, to]}
        {...along}
        height={frame.bottom}
        axisLine={axisLine}
      />,
      <YAxis key="y" {...common} domain={[...axis.domain]} {...up} width={frame.left} axisLine={false} />,
    ];
  }, [frame, axis, from, to, xTicks, behind]);
  return (
    <LineChart
      width={frame.width}
      height={frame.height}
      margin={margin}
      accessibilityLayer={false}
      data={ends}
    >
      {parts}
      <Curves frame={frame}>{children}</Curves>
    </LineChart>
  );
}
