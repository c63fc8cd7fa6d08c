/**
 * An error memory whose rows become available some batches after their visit, as in a pipeline that is never emptied. A
 * sample that returns sooner finds the error of an earlier visit, the latest available. Source: Flügel et al. 2023 (F³),
 * section 3.6.
 */
import type { Kernels } from '../kernels';
import type { ErrorMemory, KeptErrors } from './memory';

/** Rows that are not available yet. */
interface Pending {
  readonly places: Uint32Array;
  /** [N, width] */
  readonly rows: Float32Array;
}

/** 0 … size − 1 */
const allPlaces = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

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
  { view }: Kernels,
  pending: readonly Uint32Array[],
): ErrorMemory {
  const { width } = available;
  const numbers = (): Float32Array => view?.(newest.all())() ?? (newest.all().dataSync() as Float32Array);
  const rowsAt = (places: Uint32Array): Float32Array => {
    const all = numbers();
    const rows = new Float32Array(places.length * width);
    for (const [n, place] of places.entries())
      rows.set(all.subarray(place * width, (place + 1) * width), n * width);
    return rows;
  };
  const waiting = (batches: readonly Uint32Array[]): Pending[] =>
    batches.map((places) => ({ places, rows: rowsAt(places) }));
  let queue = waiting(pending);
  return {
    ...available,
    write: newest.write,
    newest: newest.all,
    arrive: (places) => {
      queue.push({ places, rows: rowsAt(places) });
      const due = queue.length > delay ? queue.shift() : undefined;
      if (due) available.store(due.places, due.rows);
    },
    settle: () => {
      queue = [];
      const all = Float32Array.from(numbers());
      available.store(allPlaces(all.length / width), all);
    },
    keep: async (): Promise<KeptErrors> => ({
      ...(await available.keep()),
      newest: (await newest.keep()).rows,
      pending: queue.map(({ places }) => places),
    }),
    restore: (kept) => {
      available.restore(kept);
      newest.restore({ rows: kept.newest ?? kept.rows });
      queue = waiting(kept.pending ?? []);
    },
    dispose: () => {
      available.dispose();
      newest.dispose();
    },
  };
}
