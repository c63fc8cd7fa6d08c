/** What each rule needs, in words, from what it declares. */
import { locksOf } from '../../../../core/rules/locking';
import { type Rule, storesLossGradient } from '../../../../core/rules/rule';

interface Needs {
  /** Through which weights hidden layers are told. */
  readonly wires: string;
  /** What is sent through them. */
  readonly sent: string;
  /** When a hidden layer may learn. */
  readonly learns: string;
}

function wiresOf(rule: Rule): string {
  if (rule.path === 'none') return 'None';
  if (rule.path === 'layerwise' && !rule.feedback) return 'Wᵀ, copied again after every update';
  if (rule.path === 'layerwise') return 'B, fixed and random, in place of each Wᵀ';
  if (rule.path === 'input') return 'Fᵀ, fixed and random, from the output to the input';
  return 'B, fixed and random, straight to each layer';
}

function sentOf(rule: Rule): string {
  const { signal } = rule;
  if (signal === 'none') return 'Nothing';
  if (signal === 'above') return 'The delta of the layer above';
  if (signal === 'target') return 'The target: known before the forward pass';
  if (signal === 'error') return 'The error of this batch';
  const what = storesLossGradient(rule) ? 'The loss gradient' : 'The error';
  return `${what} each sample had at its last visit, an epoch ago. At the first visit, the target`;
}

function learnsOf(rule: Rule): string {
  const { update, backward } = locksOf(rule);
  if (rule.path === 'none') return 'Never: it keeps its initial weights';
  if (rule.path === 'input') return 'In a second forward pass, after the first has given the error';
  if (backward) return 'After the whole forward pass, and the backward pass down to it';
  if (update) return 'After the whole forward pass';
  return 'During the forward pass, once its own output is there';
}

export const needsOf = (rule: Rule): Needs => ({
  wires: wiresOf(rule),
  sent: sentOf(rule),
  learns: learnsOf(rule),
});
