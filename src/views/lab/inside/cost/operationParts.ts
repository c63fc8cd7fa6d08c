/** The parts of a training step's operations, in the order of the bars. */
import type { RuleId } from '../../../../core/rules';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';

export const operationParts = ['forward', 'deltas', 'gradients', 'update'] as const;
export type OperationPart = (typeof operationParts)[number];

export const partFills = { forward: 'var(--ink3)', gradients: 'var(--line2)', update: 'var(--s3)' } as const;

/** Deltas have the rule's colour, since rules differ in them only. */
export const partFill = (part: OperationPart, rule: RuleId): string =>
  part === 'deltas' ? ruleStyle(rule).line : partFills[part];
