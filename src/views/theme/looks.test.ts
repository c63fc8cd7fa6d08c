import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ruleIds, rules } from '../../core/rules';
import type { Look } from '../../core/rules/look';
import { confusable, looks, looksOf, lookTokens } from './looks';
import { contrast } from './oklab';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
/** A surface's colours in both themes, from the stylesheet. */
function surface(name: string): { light: string; dark: string } {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`tokens.css has no --${name}.`);
  return { light, dark };
}
const surfaces = ['bg', 's1', 's2'].map(surface);

function expectReadable(id: string, look: Look): void {
  for (const theme of ['light', 'dark'] as const) {
    const { line, text = line } = look[theme];
    for (const on of surfaces) {
      const where = `${id}, ${theme}, on ${on[theme]}`;
      expect(contrast(line, on[theme]), `line of ${where}`).toBeGreaterThanOrEqual(3);
      expect(contrast(text, on[theme]), `text of ${where}`).toBeGreaterThanOrEqual(4.5);
    }
  }
}

describe('looks', () => {
  it.each(ruleIds)('%s has enough contrast on every surface in both themes', (id) =>
    expectReadable(id, looks[id]),
  );

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
    for (const id of ['one', 'two', 'three'] as const) expectReadable(id, generated[id]);
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
