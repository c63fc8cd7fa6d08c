/** Rates that several data sets share. */
import { type RuleId, ruleIds } from '../core/rules';

/** One rate for every rule: the F³ paper's first version on MNIST, Adam (arXiv 2304.13372v1). */
export const sharedRate = Object.fromEntries(ruleIds.map((id) => [id, 0.001])) as Record<RuleId, number>;
