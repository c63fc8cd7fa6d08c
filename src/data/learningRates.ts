/** Constant rates per rule, as the sets' entries state them. */
import { type RuleId, ruleIds } from '../core/rules';

type Rates = Record<RuleId, number>;

/** One rate for every rule, but for those that have their own. */
export const rates = (rate: number, own: Partial<Rates> = {}): Rates => ({
  ...(Object.fromEntries(ruleIds.map((id) => [id, rate])) as Rates),
  ...own,
});

/**
 * What the F³ paper's first version uses on MNIST with Adam (arXiv 2304.13372v1). It has neither FA, sDFA nor
 * PEPITA; they are given the same, so that all are compared at one rate.
 */
export const sharedRate: Rates = rates(0.001);
