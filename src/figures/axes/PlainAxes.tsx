import { type Plot, plotHeight, plotWidth, xAt, yAt } from './plot';
import type { XAxis } from './xAxis';

interface Props {
  plot: Plot;
  x: XAxis;
  shade?: readonly [number, number] | undefined;
  /** Y value of a dotted reference line, in axis units. */
  guide?: number | undefined;
}

const label = { fill: 'var(--ink3)', fontSize: 11, style: { fontVariantNumeric: 'tabular-nums' } } as const;

/** Grid and axes rendered synchronously, for print and export: recharts renders its own one frame later. */
export function PlainAxes({ plot, x, shade, guide }: Props) {
  const right = plot.left + plotWidth(plot);
  const bottom = plot.top + plotHeight(plot);
  return (
    <g>
      {shade && (
        <rect
          x={xAt(plot, shade[0])}
          y={plot.top}
          width={xAt(plot, shade[1]) - xAt(plot, shade[0])}
          height={plotHeight(plot)}
          fill="var(--s2)"
        />
      )}
      {plot.y.ticks.map(({ at, label: text }) => (
        <g key={at}>
          <path d={`M${plot.left} ${yAt(plot, at)}H${right}`} stroke="var(--grid)" />
          <text x={plot.left - 8} y={yAt(plot, at)} dy="0.35em" textAnchor="end" {...label}>
            {text}
          </text>
        </g>
      ))}
      {guide !== undefined && (
        <path d={`M${plot.left} ${yAt(plot, guide)}H${right}`} stroke="var(--ink3)" strokeDasharray="2 3" />
      )}
      <path d={`M${plot.left} ${bottom}H${right}`} stroke="var(--line2)" />
      {x.ticksIn(plotWidth(plot)).map(({ at, label: text }) => (
        <text key={at} x={xAt(plot, at)} y={bottom + 16} textAnchor="middle" {...label}>
          {text}
        </text>
      ))}
    </g>
  );
}
