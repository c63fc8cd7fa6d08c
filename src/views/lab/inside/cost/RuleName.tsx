import { type RuleId, rules } from '../../../../core/rules';
import { Marker } from '../../../../figures/theme/Marker';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';

/** Row header with the rule's name. */
export function RuleName({ rule }: { rule: RuleId }) {
  const { marker, line } = ruleStyle(rule);
  return (
    <th scope="row">
      <span className="cost-rule">
        <svg width={10} height={10} aria-hidden="true">
          <Marker shape={marker} color={line} x={5} y={5} />
        </svg>
        {rules[rule].name}
      </span>
    </th>
  );
}
