/**
 * An error memory whose rows become available some batches after their visit, as in a pipeline that is never emptied. A
 * sample that returns sooner finds the error of an earlier visit, the latest available. Source: Flügel et al. 2023 (F³),
 * section 3.6.
 */
import { gather, keep, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels';
import { numbersOf } from '../network/numbers';
import { everyOne } from '../trainer/places';
import type { ErrorMemory, KeptErrors } from './memory';

/** Rows that are not available yet. */
interface Pending {
  readonly places: Uint32Array;
  /** [N, width]; a tensor on a device, where nothing may wait for its numbers. */
  readonly rows: Float32Array | Tensor2D;
}

function drop({ rows }: Pending): void {
  if (!(rows instanceof Float32Array)) rows.dispose();
}

/** A memory's newest rows, and those of some samples. */
interface Reader {
  readonly all: () => Pending;
  /** A copy, which the caller drops. */
  readonly some: (places: Uint32Array) => Pending;
}

function readNumbers(newest: ErrorMemory, kernels: Kernels): Reader {
  const { width } = newest;
  const all = (): Float32Array => numbersOf(newest.all(), kernels)();
  return {
    all: () => ({ places: everyOne(newest.all().shape[0]), rows: all() }),
    some: (places) => {
      const [from, rows] = [all(), new Float32Array(places.length * width)];
      for (const [n, place] of places.entries())
        rows.set(from.subarray(place * width, (place + 1) * width), n * width);
      return { places, rows };
    },
  };
}

const readOnDevice = (newest: ErrorMemory): Reader => ({
  all: () => ({ places: everyOne(newest.all().shape[0]), rows: newest.all() }),
  some: (places) => ({
    places,
    rows: tidy(() => keep(gather(newest.all(), tensor1d(Int32Array.from(places), 'int32')))),
  }),
});

/** Rows that are not available yet, the oldest first. @param pending their samples, batch by batch */
function createQueue(read: Reader, delay: number, pending: readonly Uint32Array[]) {
  const queue = pending.map(read.some);
  const empty = (): void => {
    for (const one of queue.splice(0)) drop(one);
  };
  return {
    empty,
    /** Adds a batch. @param store for the rows that become available */
    add: (places: Uint32Array, store: ErrorMemory['store']): void => {
      queue.push(read.some(places));
      const due = queue.length > delay ? queue.shift() : undefined;
      if (!due) return;
      store(due.places, due.rows);
      drop(due);
    },
    fill: (batches: readonly Uint32Array[]): void => {
      empty();
      queue.push(...batches.map(read.some));
    },
    batches: (): Uint32Array[] => queue.map(({ places }) => places),
  };
}

/**
 * @param available what layers read
 * @param newest of the same width: what was computed
 * @param delay batches, 1 or more
 * @param pending the samples of the last `delay` batches whose rows are not available yet, oldest first
 */
export function createDelayedMemory(
  available: ErrorMemory,
  newest: ErrorMemory,
  delay: number,
  kernels: Kernels,
  pending: readonly Uint32Array[],
): ErrorMemory {
  const read = kernels.queues ? readOnDevice(newest) : readNumbers(newest, kernels);
  const queue = createQueue(read, delay, pending);
  return {
    ...available,
    write: newest.write,
    newest: newest.all,
    arrive: (places) => queue.add(places, available.store),
    settle: () => {
      queue.empty();
      const { places, rows } = read.all();
      available.store(places, rows);
    },
    keep: async (): Promise<KeptErrors> => ({
      ...(await available.keep()),
      newest: (await newest.keep()).rows,
      pending: queue.batches(),
    }),
    restore: (kept) => {
      available.restore(kept);
      newest.restore({ rows: kept.newest ?? kept.rows });
      queue.fill(kept.pending ?? []);
    },
    dispose: () => {
      queue.empty();
      available.dispose();
      newest.dispose();
    },
  };
}
