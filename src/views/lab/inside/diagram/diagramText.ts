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

/** "2", "2 and 3", "2 to 9", "2, 4 to 7 and 9" */
function listOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const one of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === one - 1) last[1] = one;
    else runs.push([one, one]);
  }
  const parts = runs.flatMap(([from, to]) =>
    to > from + 1 ? [`${from} to ${to}`] : to > from ? [`${from}`, `${to}`] : [`${from}`],
  );
  return [parts.slice(0, -1).join(', '), parts.at(-1)].filter((part) => part !== '').join(' and ');
}

/**
 * "Layers 2 and 3 add what enters them, unit by unit: the straight lines." Undefined where none does.
 * @param skips whether each of the layers 1 … K does
 */
export function skipText(
  skips: readonly boolean[],
  columns: readonly Pick<Column, 'skips' | 'wired'>[],
): string | undefined {
  const adding = skips.flatMap((skip, i) => (skip ? [i + 1] : []));
  if (adding.length === 0) return undefined;
  const who = adding.length === 1 ? `Layer ${adding[0]} adds` : `Layers ${listOf(adding)} add`;
  const lines = columns.some((one) => one.skips && one.wired) ? ': the straight lines' : '';
  return `${who} what enters ${adding.length === 1 ? 'it' : 'them'}, unit by unit${lines}.`;
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
