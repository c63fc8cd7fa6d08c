/** Selects rows of an error memory, and computes the histogram of all row norms. */

export type RowOrder = 'largest' | 'smallest' | 'oldest' | 'data' | 'batch';

interface AllRows {
  /** Norm of each row, by training sample. */
  readonly sizes: Float32Array;
  /** Epoch of the last visit plus 1, by training sample; 0 before the first visit. */
  readonly visits: Uint16Array | undefined;
  /** Indices of the last step's samples. */
  readonly batch: Uint32Array;
}

/** Indices of the `count` smallest keys, ascending; ties by index, NaN last. */
function smallest(size: number, count: number, key: (i: number) => number): Uint32Array {
  const places: number[] = [];
  const keys: number[] = [];
  for (let i = 0; i < size; i++) {
    const own = key(i);
    const value = Number.isNaN(own) ? Number.POSITIVE_INFINITY : own;
    if (places.length === count && value >= (keys[count - 1] as number)) continue;
    let at = keys.length;
    while (at > 0 && (keys[at - 1] as number) > value) at -= 1;
    keys.splice(at, 0, value);
    places.splice(at, 0, i);
    if (places.length > count) {
      keys.pop();
      places.pop();
    }
  }
  return Uint32Array.from(places);
}

/** Indices of the training samples whose rows are shown, in display order. */
export function chosenRows(
  { order, from = 0 }: { readonly order: RowOrder; readonly from?: number },
  count: number,
  { sizes, visits, batch }: AllRows,
): Uint32Array {
  const size = sizes.length;
  if (order === 'largest') return smallest(size, count, (i) => -(sizes[i] as number));
  if (order === 'smallest') return smallest(size, count, (i) => sizes[i] as number);
  if (order === 'oldest') return smallest(size, count, (i) => visits?.[i] ?? 0);
  // Before the first step there is no batch: use the order of the data set.
  if (order === 'batch' && batch.length > 0) return batch.slice(0, count);
  const first = Math.max(0, Math.min(Math.floor(from), size - count));
  return Uint32Array.from({ length: Math.min(count, size) }, (_, i) => first + i);
}

const BINS = 20;

/** The largest finite norm; 0 if there is none. */
export const largestOf = (sizes: Float32Array): number =>
  sizes.reduce((most, size) => Math.max(most, Number.isFinite(size) ? size : 0), 0);

/** Counts norms in equal bins from 0 to `largest`; non-finite norms are not counted. */
export function histogramOf(sizes: Float32Array, largest: number): readonly number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const size of sizes) {
    if (!Number.isFinite(size)) continue;
    const bin = largest > 0 ? Math.min(BINS - 1, Math.floor((size / largest) * BINS)) : 0;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
