/** Whether a network's layers stand on each other, and on the data. */
import { chainOf, chainProblem, type Ends, isLinear } from '../blocks/chain';
import { rules } from '../rules';
import type { RunSpec } from './spec';

/** Why the hidden layers do not go with the data set or the rule, and what would; undefined if they do. */
export function networkProblem(
  { hidden, rule, feedbackRedraw }: Pick<RunSpec, 'hidden' | 'rule' | 'feedbackRedraw'>,
  ends: Ends,
): { readonly at: 'hidden' | 'feedbackRedraw'; readonly problem: string } | undefined {
  const found = chainProblem(ends, hidden);
  if (found) return { at: 'hidden', problem: `Hidden layers: layer ${found.layer + 1}, ${found.problem}` };
  const copies = feedbackRedraw === 'copy-epoch' || feedbackRedraw === 'copy-steps';
  const isBroken = chainOf(ends, hidden)
    .slice(1)
    .some((link) => !isLinear(link));
  return copies && rules[rule].path === 'direct' && isBroken
    ? {
        at: 'feedbackRedraw',
        problem: `Feedback redraw: “${feedbackRedraw}” copies the product of the weights above each layer into B of ${rules[rule].name}, and there is none through convolutions or pooling. Choose another redraw, or FA.`,
      }
    : undefined;
}
