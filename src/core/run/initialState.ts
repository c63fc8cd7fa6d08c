/** A run's initial state: drawn from its seed, given as values, or read from a checkpoint. */
import { drawInitialValues, type InitialValues } from '../network/network';
import type { Dataset } from '../samples/dataset';
import type { GivenBatches } from '../trainer/places';
import { type Checkpoint, type InitialState, initialStateFromCheckpoint } from './checkpoint';
import type { RunSpec } from './spec';

/** Weights, B and, for a reference with its own sample order, the batches of every epoch. */
export interface GivenInitialValues extends InitialValues {
  readonly batches?: GivenBatches;
}

/** A run resumed from a checkpoint gives the same results as one that never stopped. */
export type Start = 'seed' | { readonly values: GivenInitialValues } | { readonly checkpoint: Checkpoint };

/** @throws {Refusal} when the checkpoint does not match settings and data */
export function initialStateOf(start: Start, spec: RunSpec, data: Dataset): InitialState {
  if (start === 'seed')
    return {
      initial: drawInitialValues(spec, data),
      feedbackOrigin: { draw: 0 },
      memories: {},
    };
  if ('checkpoint' in start) return initialStateFromCheckpoint(start.checkpoint, spec, data);
  const { batches, ...initial } = start.values;
  return { initial, feedbackOrigin: 'values', memories: {}, ...(batches ? { batches } : {}) };
}
