import { expect, it } from 'vitest';
import { pipeline } from '../../../../core/cost/timeline';
import { ruleIds, rules } from '../../../../core/rules';
import { curvesOf, MOST_LAYERS } from './depth';

it('draws one curve for rules with the same slots at every depth, and names each rule once', () => {
  const curves = curvesOf(ruleIds, 4, ({ slots }) => slots);
  expect(curves.flatMap((curve) => curve.rules).sort()).toEqual([...ruleIds].sort());
  for (const { rules: of, values } of curves)
    for (const id of of)
      expect(values, id).toEqual(
        Array.from({ length: MOST_LAYERS }, (_, i) => pipeline(rules[id], i + 1, 4).slots),
      );
  expect(curves.find((curve) => curve.rules.includes('bp'))?.values[3]).toBe(32);
  expect(curves.find((curve) => curve.rules.includes('dfa'))?.values[3]).toBe(20);
  expect(curves.find((curve) => curve.rules.includes('f3-error'))?.values[3]).toBe(11);
});
