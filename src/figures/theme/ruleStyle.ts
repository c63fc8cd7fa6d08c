/** Style of each algorithm: colour, dash and marker, from its registry entry. */
import type { RuleId } from '../../core/rules';
import { type Look, markerShapes } from '../../core/rules/look';
import { looks } from './looks';

export interface RuleStyle extends Pick<Look, 'dash' | 'marker' | 'cap'> {
  /** Contrast at least 3:1 on every surface. */
  readonly line: string;
  /** Contrast at least 4.5:1 on every surface; also for filled shapes with text on them. */
  readonly text: string;
}

export function ruleStyle(rule: RuleId): RuleStyle {
  const { light: _light, dark: _dark, ...stroke } = looks[rule];
  return { ...stroke, line: `var(--rule-${rule})`, text: `var(--rule-${rule}-text)` };
}

const dashes = [undefined, '7 3', '2 3', '10 3 2 3', '14 4', '4 2 1 2'] as const;

/** One of several lines of a rule, such as its layers: in its colour, each with a dash and a marker of its own. */
export function partStyle(rule: RuleId, place: number): RuleStyle {
  const { line, text } = ruleStyle(rule);
  const dash = dashes[place % dashes.length];
  const marker = markerShapes[place % markerShapes.length] as Look['marker'];
  return { line, text, marker, ...(dash === undefined ? {} : { dash }) };
}
