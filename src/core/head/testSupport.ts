/** Logits of confident networks, right and wrong, with reference values in double precision. */

/** One row per sample; the first output is the correct one. */
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

/** Cross-entropy of a softmax: dz of the mean over samples, the mean itself, and y* − y. */
export function crossEntropyOf(
  rows: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
): { readonly dz: number[]; readonly loss: number; readonly error: number[] } {
  let loss = 0;
  const error = rows.flatMap((z, n) => {
    const highest = Math.max(...z);
    const sum = z.reduce((total, value) => total + Math.exp(value - highest), 0);
    return z.map((value, c) => {
      const wanted = targets[n]?.[c] as number;
      loss += wanted * (highest - value + Math.log(sum));
      return wanted - Math.exp(value - highest) / sum;
    });
  });
  return { dz: error.map((e) => -e / rows.length), loss: loss / rows.length, error };
}

/** The sign of y* − y: an output of a softmax is never 0, even if its exponential underflows. */
export const signOf = (error: number, target: number): number => (target === 0 ? -1 : Math.sign(error));
