/** Texts of the diagram, derived from the rule's signal and path. */
import { isUpdateLocked, type Rule } from '../../../../core/rules/rule';
import { hiddenText } from '../labels';
import type { Column } from './diagramLayout';

export type Source = 'error' | 'target' | 'memory';

/** Source of the feedback; undefined for rules without feedback. */
export function sourceOf(rule: Rule): Source | undefined {
  if (rule.signal === 'none') return undefined;
  if (rule.signal === 'target') return 'target';
  return rule.signal === 'delayed-error' ? 'memory' : 'error';
}

const sources = { error: 'the error', target: 'the target', memory: 'the error memory' } as const;
export const sourceTitles = { error: 'Error', target: 'Target', memory: 'Error memory' } as const;

function feedbackText(rule: Rule, hidden: number): string {
  const source = sourceOf(rule);
  if (!source) return `no feedback to ${hiddenText(hidden)}`;
  const from = `feedback from ${sources[source]}`;
  if (rule.path === 'input') return `${from} to the input, then a second forward pass`;
  if (rule.path !== 'layerwise') return `${from} to ${hiddenText(hidden)}`;
  const through = rule.feedback ? 'separate weights' : 'the forward weights';
  return `${from} back through ${through}, layer by layer, to ${hiddenText(hidden)}`;
}

/** "Network, F³-Error: feedback from the error memory to hidden layers 1 and 2" */
export function diagramName(rule: Rule, hidden: number): string {
  return `Network, ${rule.name}: ${hidden === 0 ? 'no hidden layer' : feedbackText(rule, hidden)}`;
}

/** "h₂ adds h₁, unit by unit: the straight lines." Of the layers drawn beside what they add; undefined where none does. */
export function skipText(columns: readonly Pick<Column, 'label' | 'skips' | 'wired'>[]): string | undefined {
  const adding = columns.filter(({ skips }) => skips);
  if (adding.length === 0) return undefined;
  const adds = columns.flatMap(({ skips, label }, i) =>
    skips ? [`${columns[i + 1]?.label} adds ${label}`] : [],
  );
  const lines = adding.some(({ wired }) => wired) ? ': the straight lines' : '';
  return `${adds.join(', ')}, unit by unit${lines}.`;
}

/** When hidden layers learn, in three parts; the middle one is emphasized. */
export function whenText(rule: Rule, hidden: number): readonly [string, string, string] {
  if (hidden === 0)
    return ['There is ', 'no hidden layer', ': the output layer learns from its own error at once.'];
  if (rule.path === 'none') return ['Hidden layers ', 'do not learn', ': they keep their initial weights.'];
  if (!isUpdateLocked(rule))
    return ['Hidden layers learn ', 'during', ' the forward pass: nothing waits for the output.'];
  if (rule.path === 'input')
    return ['Hidden layers learn in ', 'a second', ' forward pass, after the first.'];
  if (rule.path === 'direct')
    return ['Hidden layers learn ', 'after the whole', ' forward pass: the error comes first.'];
  return ['Hidden layers learn ', 'after forward and backward', ' pass, from the top down.'];
}
