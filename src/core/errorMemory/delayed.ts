/**
 * An error memory whose rows become available some batches after their visit, as in a pipeline that is never emptied. A
 * sample that returns sooner finds the error of an earlier visit, the latest available. Source: Flügel et al. 2023 (F³),
 * section 3.6.
 */
import type { Kernels } from '../kernels';
import { numbersOf } from '../network/numbers';
import type { ErrorMemory, KeptErrors } from './memory';

/** Rows that are not available yet. */
interface Pending {
  readonly places: Uint32Array;
  /** [N, width] */
  readonly rows: Float32Array;
}

/** The numbers of a memory's newest rows, and those of some samples. */
function createReader(newest: ErrorMemory, kernels: Kernels) {
  const { width } = newest;
  const all = (): Float32Array => numbersOf(newest.all(), kernels)();
  const pending = (places: Uint32Array): Pending => {
    const [from, rows] = [all(), new Float32Array(places.length * width)];
    for (const [n, place] of places.entries())
      rows.set(from.subarray(place * width, (place + 1) * width), n * width);
    return { places, rows };
  };
  return { all, pending };
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
  const read = createReader(newest, kernels);
  let queue = pending.map(read.pending);
  return {
    ...available,
    write: newest.write,
    newest: newest.all,
    arrive: (places) => {
      queue.push(read.pending(places));
      const due = queue.length > delay ? queue.shift() : undefined;
      if (due) available.store(due.places, due.rows);
    },
    settle: () => {
      queue = [];
      available.restore({ rows: read.all() });
    },
    keep: async (): Promise<KeptErrors> => ({
      ...(await available.keep()),
      newest: (await newest.keep()).rows,
      pending: queue.map(({ places }) => places),
    }),
    restore: (kept) => {
      available.restore(kept);
      newest.restore({ rows: kept.newest ?? kept.rows });
      queue = (kept.pending ?? []).map(read.pending);
    },
    dispose: () => {
      available.dispose();
      newest.dispose();
    },
  };
}
