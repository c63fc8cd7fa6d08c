/** Checks that need the loaded data set, and a last check for callers that skip those of the experiment. */
import { tooLarge } from '../cost/footprint';
import { informationOf } from '../errorMemory/memory';
import type { Kernels } from '../kernels';
import { rules } from '../rules';
import { storesLossGradient } from '../rules/rule';
import type { Dataset } from '../samples/dataset';
import { scenarioProblem } from '../samples/scenario/problem';
import { networkProblem } from './networkProblem';
import { Refusal } from './refusal';
import type { RunSpec } from './spec';

/** Rejects settings that require classification on a regression data set. */
function validateForNumbers(spec: RunSpec): void {
  if (spec.loss !== 'mse')
    throw new Refusal('Loss: this data set has numbers to predict, not classes. Choose mse.');
  const { needsClasses = false, name } = informationOf(spec)?.transform ?? {};
  if (needsClasses)
    throw new Refusal(`Error information: “${name}” needs classes, this data set has numbers. Choose raw.`);
}

/**
 * @param given whether initial values come from a reference run, which may have any targets
 * @throws {Refusal} naming the field
 */
export function validateSpec(spec: RunSpec, data: Dataset, { capacity }: Kernels, given: boolean): void {
  const { inputs, outputs, train } = data;
  const misplaced = networkProblem(spec, data);
  if (misplaced) throw new Refusal(misplaced.problem);
  const classes = train.targets.kind === 'classes';
  const large =
    capacity && tooLarge(spec, { ...data, inputs, outputs, samples: train.size, classes }, capacity);
  if (large !== undefined) throw new Refusal(large);
  if (!classes && !given) validateForNumbers(spec);
  const problem = scenarioProblem(spec, { name: 'this data set', classes: classes ? outputs : undefined });
  if (problem) throw new Refusal(problem.problem);
  const rule = rules[spec.rule];
  if (informationOf(spec) && storesLossGradient(rule) && spec.feedbackReduction === 'mean')
    throw new Refusal(`Feedback reduction: mean does not go with ${rule.name}. Choose sum.`);
}
