import { memo } from 'react';
import { count } from '../../../core/format';
import { axisRoom } from '../../../figures/axes/plot';
import { edges } from '../../../figures/axes/scale';
import { textWidth } from '../../../figures/axes/textWidth';
import type { ValueAxis } from '../../../figures/axes/valueAxis';
import { EdgeNotes } from '../../../figures/labels/EdgeMarks';
import { ARROW, type EdgeNote, ROW } from '../../../figures/labels/edgeNotes';
import { small } from '../../../figures/labels/texts';
import { countOutside, type Spot } from './spots';

export const TOP = 10;
const BOTTOM = 40;
const RIGHT = 12;
/** Width of the rotated axis name, in pixels. */
const NAME = 20;
const USUAL_LEFT = 52;
/** Left edge of the square in pixels. */
export const leftOf = (axis: ValueAxis): number => Math.max(USUAL_LEFT, axisRoom(axis) + NAME);
/** Size of the whole drawing around the square, in pixels. */
export const scatterSize = (axis: ValueAxis, side: number) => ({
  width: leftOf(axis) + side + RIGHT,
  height: TOP + side + BOTTOM,
});
/** Side of the largest square that fits into a box, in pixels. */
export const sideIn = (axis: ValueAxis, box: { readonly width: number; readonly height: number }): number =>
  Math.floor(Math.min(box.height - TOP - BOTTOM, box.width - leftOf(axis) - RIGHT));

/** Gaps between labels in pixels, and the maximum number of steps. */
const BETWEEN = 10;
const BETWEEN_ROWS = 18;
const MOST = 5;
/** As many ticks as fit. */
const ticksIn = (axis: ValueAxis, side: number, label: number) =>
  axis.ticksOf(Math.max(1, Math.min(MOST, Math.floor(side / label))));

export interface ScatterSpec {
  /** Both axes are the same. */
  axis: ValueAxis;
  /** "true, ms" */
  xName: string;
  yName: string;
  color: string;
  spots: readonly (Spot | undefined)[];
}
interface Props extends ScatterSpec {
  /** Side of the square in pixels. */
  side: number;
}

const label = { ...small, style: { fontVariantNumeric: 'tabular-nums' } } as const;

function Grid({ axis, side }: Pick<Props, 'axis' | 'side'>) {
  const [low, high] = axis.domain;
  const along = (at: number) => ((at - low) / (high - low)) * side;
  const widest = Math.max(0, ...axis.ticks.map((tick) => textWidth(tick.label, 11)));
  return (
    <>
      {ticksIn(axis, side, widest + BETWEEN).map(({ at, label: text }) => (
        <g key={`x ${at}`}>
          <path d={`M${along(at)} 0V${side}`} fill="none" stroke="var(--grid)" />
          <text x={along(at)} y={side + 16} textAnchor="middle" {...label}>
            {text}
          </text>
        </g>
      ))}
      {ticksIn(axis, side, BETWEEN_ROWS).map(({ at, label: text }) => (
        <g key={`y ${at}`}>
          <path d={`M0 ${side - along(at)}H${side}`} fill="none" stroke="var(--grid)" />
          <text x={-8} y={side - along(at)} dy="0.35em" textAnchor="end" {...label}>
            {text}
          </text>
        </g>
      ))}
    </>
  );
}

/** Counts of the points clamped to the top and bottom edge, in the corners away from the diagonal. */
function Outside({ axis, side, spots }: Pick<Props, 'axis' | 'side' | 'spots'>) {
  const all = countOutside(spots);
  const [low, high] = axis.ends;
  const labels = { top: `${count(all.top)} above ${high}`, bottom: `${count(all.bottom)} below ${low}` };
  const notes = edges.flatMap((edge): EdgeNote[] => {
    if (all[edge] === 0) return [];
    const width = ARROW + textWidth(labels[edge], 11);
    const corner = edge === 'top' ? { x: 6, y: 3 } : { x: side - 6 - width, y: side - 4 - ROW };
    return [{ edge, label: labels[edge], box: { ...corner, width, height: ROW } }];
  });
  return <EdgeNotes notes={notes} />;
}

const lookOf = (color: string, outside: boolean) =>
  outside ? { fill: 'none', stroke: color, strokeWidth: 1 } : { fill: color, fillOpacity: 0.4 };

/** A square scatter plot with the same axis on both sides, as content of an SVG. Equal values lie on the diagonal. */
export const ScatterDrawing = memo(function ScatterDrawing({
  axis,
  side,
  xName,
  yName,
  color,
  spots,
}: Props) {
  const left = leftOf(axis);
  return (
    <g transform={`translate(${left} ${TOP})`}>
      <Grid axis={axis} side={side} />
      <path d={`M0 ${side}H${side}`} fill="none" stroke="var(--line2)" />
      <path d={`M0 ${side}L${side} 0`} fill="none" stroke="var(--ink3)" strokeDasharray="4 3" />
      {spots.map((spot, i) =>
        spot ? (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a point's place is its name.
            key={i}
            cx={spot.x * side}
            cy={spot.y * side}
            r={2.5}
            {...lookOf(color, spot.outside)}
          />
        ) : null,
      )}
      <Outside axis={axis} side={side} spots={spots} />
      <text x={side / 2} y={side + 33} textAnchor="middle" {...label}>
        {xName}
      </text>
      <text transform={`translate(${9 - left} ${side / 2}) rotate(-90)`} textAnchor="middle" {...label}>
        {yName}
      </text>
    </g>
  );
});

export function Scatter(props: Props) {
  const { width, height } = scatterSize(props.axis, props.side);
  return (
    <svg width={width} height={height} className="scatter" aria-hidden="true">
      <ScatterDrawing {...props} />
    </svg>
  );
}
