import { memo } from 'react';
import type { RuleId } from '../../../core/rules';
import { ruleStyle } from '../../theme/ruleStyle';
import type { Spot } from './predicted';
import type { Axis } from './scale';

export const LEFT = 52;
export const TOP = 10;
export const BOTTOM = 40;
export const RIGHT = 12;
/** A label of an axis wants so much room along it. */
const LABEL = 32;

interface Props {
  axis: Axis;
  /** Side of the square in pixels. */
  side: number;
  unit: string | undefined;
  rule: RuleId | undefined;
  spots: readonly (Spot | undefined)[];
}

function Grid({ axis, side }: Pick<Props, 'axis' | 'side'>) {
  const [low, high] = axis.domain;
  const every = Math.max(1, Math.ceil((axis.ticks.length * LABEL) / side));
  return axis.ticks.map(({ at, label }, i) => {
    const along = ((at - low) / (high - low)) * side;
    return (
      <g key={at}>
        <path d={`M${along} 0V${side}M0 ${side - along}H${side}`} className="scatter-grid" />
        {i % every === 0 && (
          <>
            <text x={along} y={side + 16} textAnchor="middle">
              {label}
            </text>
            <text x={-8} y={side - along} dy="0.35em" textAnchor="end">
              {label}
            </text>
          </>
        )}
      </g>
    );
  });
}

/** The points over their axes; both axes are the same, and the line between them is where a prediction is right. */
export const Scatter = memo(function Scatter({ axis, side, unit, rule, spots }: Props) {
  const color = rule ? ruleStyle(rule).line : 'var(--ink2)';
  const named = (name: string) => (unit ? `${name}, ${unit}` : name);
  return (
    <svg
      width={LEFT + side + RIGHT}
      height={TOP + side + BOTTOM}
      className="scatter"
      aria-hidden="true"
      style={{ '--own': color } as object}
    >
      <g transform={`translate(${LEFT} ${TOP})`}>
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
        <text x={side / 2} y={side + 33} textAnchor="middle">
          {named('true')}
        </text>
        <text transform={`translate(-43 ${side / 2}) rotate(-90)`} textAnchor="middle">
          {named('predicted')}
        </text>
      </g>
    </svg>
  );
});
