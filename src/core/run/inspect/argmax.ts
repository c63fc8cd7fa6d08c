/** The class that a row of outputs names. */

/**
 * Index of the largest output of row `row`, the first of equals, as `argMax` has it; −1 if none is a number.
 * @param outputs [n, C], row by row
 */
export function argMaxOf(outputs: ArrayLike<number>, row: number, classes: number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) {
    const value = outputs[row * classes + c] as number;
    if (value > most || (best < 0 && value === most)) {
      most = value;
      best = c;
    }
  }
  return best;
}
