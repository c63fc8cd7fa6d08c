/** Whether a network's layers stand on each other, and on the data, and whether a rule goes with them. */
import { type ChainedBlock, chainOf, chainProblem, type Ends, isLinear } from '../blocks/chain';
import { layerText } from '../blocks/hidden';
import { rules } from '../rules';
import type { Rule } from '../rules/rule';
import type { RunSpec } from './spec';

type Chosen = Pick<RunSpec, 'hidden' | 'rule' | 'feedbackRedraw'>;

/** FA has one B in place of the one matrix of each layer above the first. */
function substituteProblem(
  rule: Rule,
  chain: readonly ChainedBlock[],
  hidden: Chosen['hidden'],
): string | undefined {
  if (rule.path !== 'layerwise' || !rule.feedback) return undefined;
  const layer = chain.findIndex(({ block }, i) => i > 0 && block.severalMatrices);
  return layer === -1
    ? undefined
    : `Algorithms: ${rule.name} sends deltas back through one fixed matrix in place of each layer’s own, and layer ${layer + 1}, ${layerText(hidden[layer] ?? 0)}, has several. Untick ${rule.name}, or choose a dense layer there.`;
}

/** Why the hidden layers do not go with the data set or the rule, and what would; undefined if they do. */
export function networkProblem(
  { hidden, rule: id, feedbackRedraw }: Chosen,
  ends: Ends,
): { readonly at: 'hidden' | 'rules' | 'feedbackRedraw'; readonly problem: string } | undefined {
  const found = chainProblem(ends, hidden);
  if (found) return { at: 'hidden', problem: `Hidden layers: layer ${found.layer + 1}, ${found.problem}` };
  const rule: Rule = rules[id];
  const chain = chainOf(ends, hidden);
  const problem = substituteProblem(rule, chain, hidden);
  if (problem !== undefined) return { at: 'rules', problem };
  const above = chain.slice(1);
  const copies = feedbackRedraw === 'copy-epoch' || feedbackRedraw === 'copy-steps';
  if (!copies || rule.path !== 'direct' || above.every(isLinear)) return undefined;
  // FA is refused above transformers, too.
  const [through, or] = above.some(({ block }) => block.severalMatrices)
    ? ['transformers', '']
    : ['convolutions or pooling', ', or FA'];
  return {
    at: 'feedbackRedraw',
    problem: `Feedback redraw: “${feedbackRedraw}” copies the product of the weights above each layer into B of ${rule.name}, and there is none through ${through}. Choose another redraw${or}.`,
  };
}
