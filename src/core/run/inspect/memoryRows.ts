/** Selects rows of an error memory, and computes the histogram of all row norms. */

export type RowOrder = 'largest' | 'smallest' | 'oldest' | 'data' | 'batch';

interface AllRows {
  /** Samples that the run may visit, as ascending indices into the training set. */
  readonly samples: Uint32Array;
  /** Norms of their rows, in the same order. */
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
  { samples, sizes, visits, batch }: AllRows,
): Uint32Array {
  const by = (key: (i: number) => number): Uint32Array =>
    smallest(samples.length, count, key).map((i) => samples[i] as number);
  if (order === 'largest') return by((i) => -(sizes[i] as number));
  if (order === 'smallest') return by((i) => sizes[i] as number);
  if (order === 'oldest') return by((i) => visits?.[samples[i] as number] ?? 0);
  // Before the first step there is no batch: use the order of the data set.
  if (order === 'batch' && batch.length > 0) return batch.slice(0, count);
  const found = samples.findIndex((sample) => sample >= from);
  const place = Math.min(found < 0 ? samples.length : found, samples.length - count);
  return samples.slice(Math.max(0, place)).subarray(0, count);
}

const BINS = 20;

/** The largest finite norm; 0 if there is none. */
export const largestSize = (sizes: Float32Array): number =>
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
