/** Averages batch losses over samples. */
import type { EpochOrder } from './places';

/** Size of batch b (1, 2, …) of an epoch relative to a full batch. */
export function batchWeights({ batches }: EpochOrder): (b: number) => number {
  const size = (b: number): number => (batches[b - 1] as Uint32Array).length;
  return (b) => size(b) / size(1);
}

/**
 * Mean over samples, from the mean loss of each batch; the last batch of an epoch may be smaller.
 * @param first number of the first batch (1, 2, …)
 * @returns the mean, the weighted sum and the sum of the weights, in full batches
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
