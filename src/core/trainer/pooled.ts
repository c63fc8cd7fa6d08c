/** Losses of batches as the mean over their samples. */
import type { EpochOrder } from './places';

/** How much of a full batch is batch b (1, 2, …) of an epoch. */
export function batchWeights({ batches }: EpochOrder): (b: number) => number {
  const size = (b: number): number => (batches[b - 1] as Uint32Array).length;
  return (b) => size(b) / size(1);
}

/**
 * Mean over samples of losses that are means over a batch each; the last batch of an epoch may be smaller.
 * @param first their first batch (1, 2, …)
 * @returns their sum too, in full batches, and how many of those they come to
 */
export function pooled(losses: Float32Array, first: number, weightOf: (b: number) => number) {
  let [sum, weight] = [0, 0];
  for (const [i, loss] of losses.entries()) {
    const own = weightOf(first + i);
    sum += loss * own;
    weight += own;
  }
  return { sum, weight, mean: sum / weight };
}
