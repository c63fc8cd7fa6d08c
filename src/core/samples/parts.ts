/** How many samples pass a network at once where no update depends on all of them: in evaluations and measures. */

/** Their inputs and activations are most of what an evaluation holds. */
export const AT_ONCE = 250;

/**
 * Into how many parts measured samples are divided. Parts are of equal size, and their number is a power of two: then 1/N
 * of a part is that of the whole times a number that changes no bits. Other numbers of samples pass in one piece.
 */
export function partsOf(samples: number): number {
  const wanted = samples / AT_ONCE;
  return wanted === 2 || wanted === 4 ? wanted : 1;
}
