/** A run's initial state: drawn from its seed, given as values, or read from a checkpoint. */

import { chainOf, layerShapes } from '../blocks/chain';
import { drawFeedback } from '../feedback/feedbackWeights';
import { type GivenWeights, givenProblem, givenValues, shapesOf } from '../network/given';
import { drawInitialValues, type InitialValues } from '../network/network';
import { rules } from '../rules';
import type { Dataset } from '../samples/dataset';
import type { GivenBatches } from '../trainer/places';
import { type Checkpoint, type InitialState, initialStateFromCheckpoint } from './checkpoint';
import { Refusal } from './refusal';
import { FROM_SEED } from './settings';
import type { RunSpec } from './spec';

/** Weights, B and, for a reference with its own sample order, the batches of every epoch. */
export interface GivenInitialValues extends InitialValues {
  readonly batches?: GivenBatches;
}

/** A run resumed from a checkpoint gives the same results as one that never stopped. */
export type Start = 'seed' | { readonly values: GivenInitialValues } | { readonly checkpoint: Checkpoint };

/** Where a run begins. */
export interface Beginning {
  /** Default: drawn from the seed. */
  readonly start?: Start;
  /** The weights that `startFrom` names; a run that starts from values or a checkpoint needs none. */
  readonly weights?: GivenWeights | undefined;
}

/** Weights from the seed or from a file, as `startFrom` says; B always from the seed. */
function firstValues(spec: RunSpec, data: Dataset, weights: GivenWeights | undefined): InitialValues {
  if (spec.startFrom === FROM_SEED) return drawInitialValues(spec, data);
  const name = spec.startFrom;
  if (weights?.id !== name)
    throw new Refusal(
      `Start from: the weights “${name}” are not here. Open their file, or start from the seed.`,
    );
  const problem = givenProblem(name, shapesOf(weights.arrays), spec, data);
  if (problem !== undefined) throw new Refusal(problem);
  const shapes = layerShapes(chainOf(data, spec.hidden));
  return {
    layers: givenValues(weights, spec, data),
    feedback: drawFeedback(spec, rules[spec.rule], shapes),
  };
}

/** @throws {Refusal} when the checkpoint or the weights do not match settings and data */
export function initialStateOf(
  { start = 'seed', weights }: Beginning,
  spec: RunSpec,
  data: Dataset,
): InitialState {
  if (start === 'seed')
    return {
      initial: firstValues(spec, data, weights),
      feedbackOrigin: { draw: 0 },
      memories: {},
    };
  if ('checkpoint' in start) return initialStateFromCheckpoint(start.checkpoint, spec, data);
  const { batches, ...initial } = start.values;
  return { initial, feedbackOrigin: 'values', memories: {}, ...(batches ? { batches } : {}) };
}
