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

/** A step of a run. */
interface Place {
  /** 1, 2, … */
  readonly epoch: number;
  /** From 0, in the epoch. */
  readonly batch: number;
}

/** Where a step is. @param step 1, 2, … @param epoch that it is in, or one after it */
function placeOf(rows: ErrorRows, step: number, epoch: number): Place {
  let own = epoch;
  while (rows.before(own) >= step) own -= 1;
  return { epoch: own, batch: step - rows.before(own) - 1 };
}

/** Brings a stage's copy of the memory up to date. @param step whose rows it has, and those before @param epoch of the next step */
export function createErrorCopy(
  memory: ErrorMemory,
  rows: ErrorRows,
  sampler: Sampler,
  { step, epoch }: { readonly step: number; readonly epoch: number },
) {
  let next = placeOf(rows, step + 1, epoch);
  let order = sampler.order(next.epoch);
  return {
    /** Stores the rows of these steps and those before. */
    store: (steps: number): void => {
      while (rows.before(next.epoch) + next.batch < steps) {
        const { places, rows: values } = rows.read(next.epoch, next.batch, order);
        memory.store(places, values);
        next = { ...next, batch: next.batch + 1 };
        if (next.batch < order.batches.length) continue;
        next = { epoch: next.epoch + 1, batch: 0 };
        order = sampler.order(next.epoch);
      }
    },
  };
}
export type ErrorCopy = ReturnType<typeof createErrorCopy>;
