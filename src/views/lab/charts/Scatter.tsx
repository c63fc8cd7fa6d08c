import { memo } from 'react';
import { count } from '../../../core/format';
import type { RuleId } from '../../../core/rules';
import { axisRoom } from '../../charts/axes/frame';
import { edges } from '../../charts/axes/scale';
import { textWidth } from '../../charts/axes/textWidth';
import type { ValueAxis } from '../../charts/axes/valueAxis';
import { EdgeNotes } from '../../charts/labels/EdgeMarks';
import { ARROW, type EdgeNote, ROW } from '../../charts/labels/edgeNotes';
import { ruleStyle } from '../../theme/ruleStyle';
import { countOutside, type Spot } from './predicted';

export const TOP = 10;
export const BOTTOM = 40;
export const RIGHT = 12;
/** Beside the labels of the axis: its name, which is turned. */
const NAME = 20;
const USUAL_LEFT = 52;
/** Left of the square. */
export const leftOf = (axis: ValueAxis): number => Math.max(USUAL_LEFT, axisRoom(axis) + NAME);

/** Between two labels of an axis, and the most steps that are worth one. */
const BETWEEN = 10;
const BETWEEN_ROWS = 18;
const MOST = 5;
/** As many marks as have room. */
const ticksIn = (axis: ValueAxis, side: number, label: number) =>
  axis.ticksOf(Math.max(1, Math.min(MOST, Math.floor(side / label))));

interface Props {
  axis: ValueAxis;
  /** Side of the square in pixels. */
  side: number;
  unit: string | undefined;
  rule: RuleId | undefined;
  spots: readonly (Spot | undefined)[];
}

function Grid({ axis, side }: Pick<Props, 'axis' | 'side'>) {
  const [low, high] = axis.domain;
  const along = (at: number) => ((at - low) / (high - low)) * side;
  const widest = Math.max(0, ...axis.ticks.map(({ label }) => textWidth(label, 11)));
  return (
    <>
      {ticksIn(axis, side, widest + BETWEEN).map(({ at, label }) => (
        <g key={`x ${at}`}>
          <path d={`M${along(at)} 0V${side}`} className="scatter-grid" />
          <text x={along(at)} y={side + 16} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {ticksIn(axis, side, BETWEEN_ROWS).map(({ at, label }) => (
        <g key={`y ${at}`}>
          <path d={`M0 ${side - along(at)}H${side}`} className="scatter-grid" />
          <text x={-8} y={side - along(at)} dy="0.35em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
    </>
  );
}

/** How many points stand at an edge only because they lie beyond it: in the corners that the diagonal leaves free. */
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

/** The points over their axes; both axes are the same, and the line between them is where a prediction is right. */
export const Scatter = memo(function Scatter({ axis, side, unit, rule, spots }: Props) {
  const color = rule ? ruleStyle(rule).line : 'var(--ink2)';
  const left = leftOf(axis);
  const named = (name: string) => (unit ? `${name}, ${unit}` : name);
  return (
    <svg
      width={left + side + RIGHT}
      height={TOP + side + BOTTOM}
      className="scatter"
      aria-hidden="true"
      style={{ '--own': color } as object}
    >
      <g transform={`translate(${left} ${TOP})`}>
        <Grid axis={axis} side={side} />
        <path d={`M0 ${side}H${side}`} className="scatter-axis" />
        <path d={`M0 ${side}L${side} 0`} className="scatter-diagonal" />
        {spots.map((spot, i) =>
          spot ? (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample's place is its name.
              key={i}
              cx={spot.x * side}
              cy={spot.y * side}
              r={2.5}
              className={spot.outside ? 'scatter-point outside' : 'scatter-point'}
            />
          ) : null,
        )}
        <Outside axis={axis} side={side} spots={spots} />
        <text x={side / 2} y={side + 33} textAnchor="middle">
          {named('true')}
        </text>
        <text transform={`translate(${9 - left} ${side / 2}) rotate(-90)`} textAnchor="middle">
          {named('predicted')}
        </text>
      </g>
    </svg>
  );
});
