/** With what a run begins: drawn from its seed, given as values, or kept in a checkpoint. */
import { drawInitialValues, type InitialValues } from '../network/network';
import type { Dataset } from '../samples/dataset';
import type { GivenBatches } from '../trainer/places';
import { type Checkpoint, type InitialState, initialStateFromCheckpoint } from './checkpoint';
import type { RunSpec } from './spec';

/** Weights, B and, where a reference visited its samples in an order of its own, the batches of every epoch. */
export interface GivenInitialValues extends InitialValues {
  readonly batches?: GivenBatches;
}

/** The run's seed; values; or a checkpoint, from which it goes on as if it had never stopped. */
export type Start = 'seed' | { readonly values: GivenInitialValues } | { readonly checkpoint: Checkpoint };

/** @throws {Refusal} when a checkpoint does not go with settings and data */
export function initialStateOf(start: Start, spec: RunSpec, data: Dataset): InitialState {
  if (start === 'seed')
    return {
      initial: drawInitialValues(spec, data.inputs, data.outputs),
      feedbackOrigin: { draw: 0 },
      memories: {},
    };
  if ('checkpoint' in start) return initialStateFromCheckpoint(start.checkpoint, spec, data);
  const { batches, ...initial } = start.values;
  return { initial, feedbackOrigin: 'values', memories: {}, ...(batches ? { batches } : {}) };
}
