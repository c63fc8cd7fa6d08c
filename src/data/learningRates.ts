/** Rates that several data sets share. */
import { type RuleId, ruleIds } from '../core/rules';

/**
 * One rate for every rule: what the F³ paper's first version uses on MNIST with Adam (arXiv 2304.13372v1). It
 * has neither FA, sDFA nor PEPITA; they are given the same, so that all are compared at one rate.
 */
export const sharedRate = Object.fromEntries(ruleIds.map((id) => [id, 0.001])) as Record<RuleId, number>;
