import { type RuleStyle, ruleStyle } from '../../../theme/ruleStyle';
import type { AngleLine } from './angles';

/** A line looks like its rule's; a second one of the same rule has another dash and an open marker. */
export function angleStyle({ rule, other }: AngleLine): RuleStyle {
  const style = ruleStyle(rule);
  return other ? { ...style, dash: '6 3', marker: 'openDiamond' } : style;
}
