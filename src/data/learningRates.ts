/** Constant learning rates per rule. */
import { type RuleId, ruleIds } from '../core/rules';

type Rates = Record<RuleId, number>;

/** One rate for every rule, except those in `own`. */
export const rates = (rate: number, own: Partial<Rates> = {}): Rates => ({
  ...(Object.fromEntries(ruleIds.map((id) => [id, rate])) as Rates),
  ...own,
});

/**
 * The rate of the F³ paper's first version on MNIST with Adam (arXiv 2304.13372v1). The paper has no FA, sDFA or
 * PEPITA; they get the same, so that all are compared at one rate.
 */
export const sharedRate: Rates = rates(0.001);
