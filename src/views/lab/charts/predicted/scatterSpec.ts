/** Predicted against true values, as a scatter plot of the chart kit. */
import type { RuleId } from '../../../../core/rules';
import type { ValueAxis } from '../../../../figures/axes/valueAxis';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import type { ScatterSpec } from '../../../charts/points/Scatter';
import { named, type Pair, spotsOf } from './predicted';

export function scatterSpec(of: {
  readonly pairs: readonly Pair[];
  readonly axis: ValueAxis;
  readonly unit: string | undefined;
  readonly rule: RuleId | undefined;
}): ScatterSpec {
  const { pairs, axis, unit, rule } = of;
  return {
    axis,
    xName: named('true', unit),
    yName: named('predicted', unit),
    color: rule ? ruleStyle(rule).line : 'var(--ink2)',
    spots: spotsOf(pairs, axis),
  };
}
