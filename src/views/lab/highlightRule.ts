/**
 * Highlights one rule everywhere and dims the others, with CSS classes instead of state, so that hovering does not
 * redraw four charts.
 */
import type { RuleId } from '../../core/rules';

export function highlightRule(rule: RuleId | undefined): void {
  for (const element of document.querySelectorAll('.is-lit')) element.classList.remove('is-lit');
  document.body.classList.toggle('lit', rule !== undefined);
  if (rule === undefined) return;
  for (const element of document.querySelectorAll(`.rule-${rule}`)) element.classList.add('is-lit');
}
