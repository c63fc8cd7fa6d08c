import type { RuleId } from '../../core/rules';
import { Marker } from '../../figures/theme/Marker';
import { type RuleStyle, ruleStyle } from '../../figures/theme/ruleStyle';

interface Props {
  rule: RuleId;
  /** Overrides the rule's style. */
  style?: RuleStyle | undefined;
}

export function LineSample({ rule, style = ruleStyle(rule) }: Props) {
  return (
    <svg width={34} height={12} viewBox="0 0 34 12" aria-hidden="true">
      <line
        x1={1}
        x2={33}
        y1={6}
        y2={6}
        stroke={style.line}
        strokeWidth={2}
        strokeDasharray={style.dash}
        strokeLinecap={style.cap ?? 'butt'}
      />
      <Marker shape={style.marker} color={style.line} x={17} y={6} />
    </svg>
  );
}
