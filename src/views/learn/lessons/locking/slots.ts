/** How long layer 1 waits: numbers of the timeline, for the text. */
import { timeline } from '../../../../core/cost/timeline';
import { type RuleId, rules } from '../../../../core/rules';

/** Layers of the example, with the output layer. */
export const DEPTH = 6;

/** The slot in which layer 1 learns from the first batch. */
function learnsIn(rule: RuleId): number {
  const own = timeline(rules[rule], DEPTH, 1).slots.filter(({ layer }) => layer === 1);
  return Math.max(...own.map(({ slot }) => slot));
}

export const slots = { bp: learnsIn('bp'), dfa: learnsIn('dfa'), drtp: learnsIn('drtp') } as const;
