/** Logits of nets that are sure of themselves, rightly and wrongly, with what is right of them in double precision. */

/** One row a sample; the first output is the right one. */
export const confidentLogits: readonly (readonly number[])[] = [
  [0, 0, 0],
  [15, -15, 0],
  [-15, 15, 0],
  [-20, 20, 0],
  [20, -20, -20],
  [-100, 100, 99],
  [100, -100, 0],
  [-200, 200, 0],
  [-1000, 1000, 1000],
  [1e6, -1e6, 1e6],
];

/** Cross-entropy of a softmax: dz of the mean over samples, and that mean. */
export function crossEntropyOf(
  rows: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
): { readonly dz: number[]; readonly loss: number } {
  let loss = 0;
  const dz = rows.flatMap((z, n) => {
    const highest = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - highest), 0);
    return z.map((value, c) => {
      const wanted = targets[n]?.[c] as number;
      loss += wanted * (highest - value + Math.log(sum));
      return (Math.exp(value - highest) / sum - wanted) / rows.length;
    });
  });
  return { dz, loss: loss / rows.length };
}
