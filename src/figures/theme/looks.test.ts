import { describe, expect, it } from 'vitest';
import { ruleIds, rules } from '../../core/rules';
import type { Look } from '../../core/rules/look';
import { confusable, looks, looksOf, lookTokens } from './looks';
import { readable } from './testSupport';

describe('looks', () => {
  it.each(ruleIds)('%s has enough contrast on every surface in both themes', (id) => readable(id, looks[id]));

  it('never share a colour, dash or marker', () => {
    expect(confusable(looks)).toEqual([]);
  });

  it('that are shared are reported with both algorithms', () => {
    const copy = looksOf({ ...rules, copy: { look: rules.bp.look } });
    expect(confusable(copy)).toEqual([
      'bp and copy share the light colour #15181d: change the look of one of them',
      'bp and copy share the dark colour #f4f5f7: change the look of one of them',
      'bp and copy share the dash solid: change the look of one of them',
      'bp and copy share the marker disc: change the look of one of them',
    ]);
  });

  it('are generated for entries without one: distinct, with enough contrast, and without changing others', () => {
    const generated = looksOf({ one: {}, ...rules, two: {}, three: {} });
    for (const id of ruleIds) {
      const { look }: { look?: Look } = rules[id];
      if (look) expect(generated[id]).toEqual(look);
    }
    expect(confusable(generated)).toEqual([]);
    for (const id of ['one', 'two', 'three'] as const) readable(id, generated[id]);
  });

  it('are CSS tokens in both themes and for forced colours', () => {
    for (const id of ruleIds)
      for (const part of ['', '-text'])
        expect(
          lookTokens().match(
            new RegExp(`--rule-${id}${part}: (light-dark\\(#\\w{6}, #\\w{6}\\)|CanvasText);`, 'g'),
          ),
        ).toHaveLength(2);
  });
});
