/** Everything that a run draws from its seed, as plain arrays: for programs that repeat it without drawing anything. */

import type { GivenWeights } from '../network/given';
import type { InitialValues } from '../network/network';
import type { Dataset } from '../samples/dataset';
import { scaledData } from '../samples/inputScale';
import { noisyData } from '../samples/scenario/noise';
import { createSampler } from '../trainer/places';
import { initialStateOf } from './initialState';
import type { RunSpec } from './spec';
import { validateSpec } from './validateSpec';

export interface DrawnRun {
  /** As the run reads it: in the input scale that the settings choose, with the scenario's noise. */
  readonly data: Dataset;
  readonly initial: InitialValues;
  /** Of each epoch, the samples in training order, as indices into the training set; each `batchSize` are a batch. */
  readonly orders: readonly Uint32Array[];
  /** Indices of the test samples on which the run is evaluated. */
  readonly test: Uint32Array;
}

/**
 * @param weights what `startFrom` names
 * @throws {Refusal} where settings and data do not match, as `createRun` does
 */
export function drawnRun(spec: RunSpec, given: Dataset, weights?: GivenWeights): DrawnRun {
  const clean = scaledData(spec, given);
  validateSpec(spec, clean, {}, false);
  const { initial } = initialStateOf({ weights }, spec, clean);
  const sampler = createSampler(spec, clean);
  return {
    data: noisyData(spec, clean, sampler.train),
    initial,
    // In `EpochOrder`, `visited` has each sample once, in the order of the batches.
    orders: Array.from({ length: spec.epochs }, (_, i) => sampler.order(i + 1).visited),
    test: sampler.test,
  };
}
