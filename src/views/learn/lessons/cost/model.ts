/** The model's numbers for this lesson's network. */
import { operations, operationsSaved } from '../../../../core/cost/cost';
import { type RuleId, rules } from '../../../../core/rules';
import { fromQuery } from '../../../../experiment/files/link';
import { shapeOf } from '../../../lab/inside/cost/costText';

export const NETWORK = '300x3';

const shape = shapeOf(fromQuery(`hidden=${NETWORK}`).experiment, true);

/** Operations of a training step. */
export const operationsOf = (rule: RuleId): number => operations(rules[rule], shape).total;

/** Share of backpropagation's operations that F³ does without. */
export const savedOperations = (): number =>
  operationsSaved(operations(rules.bp, shape), operations(rules['f3-error'], shape)).total;
