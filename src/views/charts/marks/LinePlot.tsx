import { type ReactNode, useMemo } from 'react';
import { CartesianGrid, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type Plot, plotWidth } from '../../../figures/axes/plot';
import type { Tick } from '../../../figures/axes/ticks';
import type { XAxis as Along } from '../../../figures/axes/xAxis';
import { Curves } from '../../../figures/marks/Curves';

interface Props {
  plot: Plot;
  x: Along;
  /** The shaded range along x. */
  shade?: readonly [number, number] | undefined;
  /** Y value of a dotted reference line, in axis units. */
  guide?: number | undefined;
  /** `Curve` elements. */
  children: ReactNode;
}

/** z-index: recharts draws curves at 0 and the grid at -100. */
const UNDER_CURVES = -50;
const tick = { fill: 'var(--ink3)', fontSize: 11 };
const axisLine = { stroke: 'var(--line2)' };
const common = { type: 'number', interval: 0, allowDataOverflow: true, tick, tickLine: false } as const;

function placesAndLabels(ticks: readonly Tick[]) {
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  return { ticks: [...labels.keys()], tickFormatter: (at: number) => labels.get(at) ?? '' };
}

/**
 * Grid and axes by recharts, around our own curves. Everything but the curves keeps its identity between redraws:
 * recharts keeps axes in a store and recomputes each one whose props change.
 */
export function LinePlot({ plot, x, shade, guide, children }: Props) {
  const { from, to } = x;
  const [shadeFrom, shadeTo] = shade ?? [];
  const ends = useMemo(() => [{ x: from }, { x: to }], [from, to]);
  const margin = useMemo(() => ({ top: plot.top, right: plot.right, bottom: 0, left: 0 }), [plot]);
  const parts = useMemo(() => {
    const along = placesAndLabels(x.ticksIn(plotWidth(plot)));
    const up = placesAndLabels(plot.y.ticks);
    return [
      shadeTo !== undefined && (
        <ReferenceArea
          key="shade"
          {...(shadeFrom === undefined ? {} : { x1: shadeFrom })}
          x2={shadeTo}
          fill="var(--s2)"
          fillOpacity={1}
          stroke="none"
          zIndex={UNDER_CURVES}
        />
      ),
      guide !== undefined && (
        <ReferenceLine key="guide" y={guide} stroke="var(--ink3)" strokeDasharray="2 3" />
      ),
      <CartesianGrid key="grid" vertical={false} stroke="var(--grid)" syncWithTicks />,
      <XAxis
        key="x"
        {...common}
        dataKey="x"
        domain={[from, to]}
        {...along}
        height={plot.bottom}
        axisLine={axisLine}
      />,
      <YAxis key="y" {...common} domain={[...plot.y.domain]} {...up} width={plot.left} axisLine={false} />,
    ];
  }, [plot, x, from, to, shadeFrom, shadeTo, guide]);
  return (
    <LineChart width={plot.width} height={plot.height} margin={margin} accessibilityLayer={false} data={ends}>
      {parts}
      <Curves plot={plot}>{children}</Curves>
    </LineChart>
  );
}
