import type { RuleId } from '../../../../core/rules';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Picture } from '../../pictogram/parts';
import { operationsOf } from './model';

const shown: readonly RuleId[] = ['bp', 'fa', 'dfa', 'f3-error', 'drtp'];

/** Operations per step, to scale. */
export function Pictogram() {
  const most = Math.max(...shown.map(operationsOf));
  return (
    <Picture>
      {shown.map((rule, i) => {
        const height = (90 * operationsOf(rule)) / most;
        return (
          <rect
            key={rule}
            x={24 + 42 * i}
            y={102 - height}
            width={26}
            height={height}
            rx={2}
            fill={ruleStyle(rule).line}
          />
        );
      })}
      <path d="M12 102H228" stroke="var(--line2)" />
    </Picture>
  );
}
