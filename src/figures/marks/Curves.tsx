import { memo, type ReactNode, useMemo } from 'react';
import { type Plot, pathOf, plotHeight, plotWidth } from '../axes/plot';
import type { XY } from '../lines/line';

export interface CurveLook {
  readonly stroke: string;
  readonly dash: string | undefined;
  /** Offset into the dash pattern. */
  readonly offset?: number;
  readonly cap: 'butt' | 'round' | 'square' | undefined;
  readonly className: string;
}

/** Stroke width in pixels, and opacity. */
const weights = {
  line: [2, 1],
  /** The mean of several seeds, drawn over them. */
  mean: [2.5, 1],
  seed: [1.5, 0.6],
  /** Interim points. */
  thin: [1, 0.5],
  /** The unsmoothed curve behind its average. */
  faint: [2, 0.2],
} as const;
export type Weight = keyof typeof weights;

interface Props extends CurveLook {
  plot: Plot;
  points: readonly XY[];
  weight?: Weight;
}

/**
 * One line of a chart. Recharts' own Line computes every line at the points of all others, for labels and animation as
 * well: for nine lines of 200 epochs, 100,000 objects per redraw.
 */
export const Curve = memo(function Curve({ plot, points, weight = 'line', ...look }: Props) {
  const d = useMemo(() => pathOf(plot, points), [plot, points]);
  if (points.length === 0) return null;
  const [width, opacity] = weights[weight];
  return (
    <path
      d={d}
      fill="none"
      stroke={look.stroke}
      strokeWidth={width}
      strokeOpacity={opacity}
      strokeDasharray={look.dash ?? ''}
      strokeDashoffset={look.offset ?? 0}
      strokeLinecap={look.cap ?? 'butt'}
      strokeLinejoin="round"
      className={`curve ${look.className}`}
    />
  );
});

/** Half the stroke width, so that a line on the plot's edge is not clipped. */
const EDGE = 1;

/** Clips lines to the plot. */
export function Curves({ plot, children }: { plot: Plot; children: ReactNode }) {
  const { left, top } = plot;
  const [width, height] = [plotWidth(plot), plotHeight(plot)];
  return (
    <svg
      x={left}
      y={top - EDGE}
      width={width}
      height={height + 2 * EDGE}
      viewBox={`${left} ${top - EDGE} ${width} ${height + 2 * EDGE}`}
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
