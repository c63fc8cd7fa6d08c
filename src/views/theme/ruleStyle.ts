/** How each algorithm is drawn, everywhere: colour, dash and marker (design 2.2), from its registry entry. */
import type { RuleId } from '../../core/rules';
import type { Look } from '../../core/rules/look';
import { looks } from './looks';

export interface RuleStyle extends Pick<Look, 'dash' | 'marker' | 'cap'> {
  /** 3:1 on every surface. */
  readonly line: string;
  /** 4.5:1 on every surface; also of filled shapes that carry text. */
  readonly text: string;
}

export function ruleStyle(rule: RuleId): RuleStyle {
  const { light: _light, dark: _dark, ...stroke } = looks[rule];
  return { ...stroke, line: `var(--rule-${rule})`, text: `var(--rule-${rule}-text)` };
}
