/** The model's numbers for this lesson's network. */
import { breakEvenDepth, memory, memoryTotal, operations, operationsSaved } from '../../../../core/cost/cost';
import { type RuleId, rules } from '../../../../core/rules';
import { fromQuery } from '../../../../experiment/files/link';
import { shapeOf } from '../../../lab/inside/cost/costText';

export const NETWORK = '200x3';

/** The rules that the lesson compares. */
export const timed = ['bp', 'dfa', 'f3-error', 'pepita'] as const satisfies readonly RuleId[];

const shape = shapeOf(fromQuery(`hidden=${NETWORK}`).experiment);

/** Operations of a training step. */
export const operationsOf = (rule: RuleId): number => operations(rules[rule], shape).total;

/** Share of backpropagation's operations that F³ does without. */
export const savedOperations = (): number =>
  operationsSaved(operations(rules.bp, shape), operations(rules['f3-error'], shape)).total;

/** Bytes of activations and deltas at their peak, and of all, with B and the error memory. */
export function bytesOf(rule: RuleId): { readonly held: number; readonly total: number } {
  const own = memory(rules[rule], shape);
  return { held: own.held, total: memoryTotal(own) };
}

/** Hidden layers of the same width from which on F³ needs no more memory than backpropagation. */
export const breakEven = (): number | undefined => breakEvenDepth(shape.hidden[0] as number, shape);
