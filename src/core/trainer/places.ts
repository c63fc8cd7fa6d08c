/** The order of samples in an epoch: drawn from the seed, or given by a reference run. */
import { createStream } from '../random/rng';
import { epochSamples, type RunSpec } from '../run/spec';
import type { Dataset } from '../samples/dataset';

/** An epoch's samples, as indices into the training set. */
export interface EpochOrder {
  /** In training order. */
  readonly batches: readonly Uint32Array[];
  /** Each visited sample once. */
  readonly visited: Uint32Array;
}

/** Batches of a reference run: by epoch, by batch, indices into the training set. */
export type GivenBatches = readonly (readonly (readonly number[])[])[];

/** 0 … size-1 */
export const everyOne = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

const SAMPLE_SIZE = 500;

/**
 * Indices of the test samples that are evaluated within an epoch. Random, because a stride could pick a single class;
 * the same for every run and rule.
 */
export const fixedSample = (size: number): Uint32Array =>
  createStream(0, 'test sample').permutation(size).subarray(0, SAMPLE_SIZE);

const epochSize = (spec: RunSpec, data: Dataset): number => epochSamples(spec, data.train.size);

/** Batches per epoch. */
export const batchCount = (spec: RunSpec, data: Dataset): number =>
  Math.ceil(epochSize(spec, data) / spec.batchSize);

/** @param epoch 1, 2, … */
export function drawnOrder(spec: RunSpec, data: Dataset, epoch: number): EpochOrder {
  const all = createStream(spec.seed, 'batches', epoch).permutation(data.train.size);
  const visited = all.subarray(0, epochSize(spec, data));
  const { batchSize } = spec;
  const batches = Array.from({ length: batchCount(spec, data) }, (_, i) =>
    visited.subarray(i * batchSize, (i + 1) * batchSize),
  );
  return { visited, batches };
}

export function givenOrder(batches: GivenBatches[number]): EpochOrder {
  return {
    visited: Uint32Array.from(new Set(batches.flat())),
    batches: batches.map((places) => Uint32Array.from(places)),
  };
}
