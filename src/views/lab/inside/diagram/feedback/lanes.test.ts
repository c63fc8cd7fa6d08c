import { describe, expect, it } from 'vitest';
import { ruleIds, rules } from '../../../../../core/rules';
import { layout, narrow } from '../testSupport';
import { boxOf, lanesOf } from './lanes';

describe('the feedback lanes', () => {
  it.each(ruleIds)('%s: an arrow to each hidden layer that gets a signal', (id) => {
    const rule = rules[id];
    const { tips, weights } = lanesOf(rule, narrow);
    if (rule.path === 'none') expect([tips, weights]).toEqual([[], []]);
    else expect(tips.length).toBe(rule.path === 'input' ? narrow.hidden.length + 2 : narrow.hidden.length);
    const box = boxOf(rule, narrow);
    for (const { x, width } of weights) expect(x + width / 2).toBeLessThan((box?.x ?? 0) + 8);
  });
  it('labels the feedback weights', () => {
    const labels = (id: (typeof ruleIds)[number]) =>
      lanesOf(rules[id], layout).weights.map(({ label }) => label);
    expect(labels('dfa')).toEqual(['B₁', 'B₂']);
    expect(labels('fa')).toEqual(['B₁', 'B₂']);
    expect(labels('bp')).toEqual(['W₂ᵀ', 'W₃ᵀ']);
    expect(labels('pepita')).toEqual(['F']);
  });
});
