/**
 * The rows that the last stage stores in the error memory, on their way to the copies of the other stages. A sample is
 * visited once in an epoch, so that a copy only has to be complete before the next epoch begins.
 */
import type { ErrorMemory } from '../../errorMemory/memory';
import { stepsBefore } from '../epochSteps';
import type { EpochOrder, Sampler } from '../places';

/** The rows of a batch. */
export interface BatchRows {
  readonly places: Uint32Array;
  /** [N, width] */
  readonly rows: Float32Array;
}

/** @param all [2, samples, width]: an epoch's rows and those of the one before */
export function openErrorRows(all: Float32Array, width: number, sampler: Sampler, batchSize: number) {
  const half = all.length / 2;
  /** @param batch from 0, in the epoch */
  const of = (epoch: number, batch: number, places: Uint32Array): Float32Array => {
    const from = (epoch % 2) * half + batch * batchSize * width;
    return all.subarray(from, from + places.length * width);
  };
  return {
    /** @param memory that has just stored them @param view of its numbers */
    write: (epoch: number, batch: number, places: Uint32Array, memory: Float32Array): void => {
      const to = of(epoch, batch, places);
      for (const [n, place] of places.entries())
        to.set(memory.subarray(place * width, (place + 1) * width), n * width);
    },
    read: (epoch: number, batch: number, { batches }: EpochOrder): BatchRows => {
      const places = batches[batch] as Uint32Array;
      return { places, rows: of(epoch, batch, places) };
    },
    /** Steps before an epoch (1, 2, …). */
    before: (epoch: number): number => stepsBefore(sampler.steps, epoch),
  };
}
export type ErrorRows = ReturnType<typeof openErrorRows>;

/** Brings a stage's copy of the memory up to date. @param done epochs whose rows it has */
export function createErrorCopy(memory: ErrorMemory, rows: ErrorRows, sampler: Sampler, done: number) {
  let epoch = done + 1;
  let next = 0;
  let order = sampler.order(epoch);
  return {
    /** Stores what there is. @param steps whose rows have been written */
    store: (steps: number): void => {
      while (rows.before(epoch) + next < steps) {
        const { places, rows: values } = rows.read(epoch, next, order);
        memory.store(places, values);
        next += 1;
        if (next < order.batches.length) continue;
        memory.endEpoch(order.visited);
        epoch += 1;
        next = 0;
        order = sampler.order(epoch);
      }
    },
  };
}
export type ErrorCopy = ReturnType<typeof createErrorCopy>;
