/** Statistics over a rule's runs and comparisons between rules, shared by page and command line. */

/** The test metric that runs are compared by: accuracy for classification, loss for regression. */
export type Judged = 'testAccuracy' | 'testLoss';

/** Higher accuracy is better; lower loss is better. */
export const isBetter = (by: Judged, a: number, b: number): boolean =>
  by === 'testAccuracy' ? a > b : a < b;

/** The best value over a run's epochs, ignoring NaN; undefined without values. */
export function bestOf(by: Judged, values: readonly number[]): number | undefined {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.length > 0 ? numbers.reduce((a, b) => (isBetter(by, b, a) ? b : a)) : undefined;
}

/** Mean over the hidden layers of one value per layer, the output last; undefined if there are none, or none was measured. */
export function hiddenMean(layers: readonly (number | null)[] | undefined): number | undefined {
  const values = (layers ?? []).slice(0, -1).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((total, value) => total + value, 0) / values.length : undefined;
}

export interface Statistics {
  /** Number of runs. */
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1); absent for a single run. */
  readonly sd?: number;
}

const square = (x: number): number => x * x;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/**
 * Mean and sample standard deviation over a rule's runs; undefined without runs. With an infinite loss there is a mean
 * but no deviation. Computed on differences from the first value, so that equal runs have a deviation of exactly zero,
 * and shared leading digits cost no precision.
 */
export function statistics(values: readonly number[]): Statistics | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const n = values.length;
  if (!values.every(Number.isFinite)) return { n, mean: sum(values) / n };
  const offsets = values.map((value) => value - first);
  const middle = sum(offsets) / n;
  const mean = first + middle;
  if (n === 1) return { n, mean };
  return { n, mean, sd: Math.sqrt(sum(offsets.map((offset) => square(offset - middle))) / (n - 1)) };
}

/** Pooled standard deviation of two rules, variances weighted by n − 1; 0 if neither has a deviation. */
function pooled(a: Statistics, b: Statistics): number {
  const freedom = a.n - 1 + (b.n - 1);
  const squares = ({ n, sd = 0 }: Statistics) => (n - 1) * square(sd);
  return freedom === 0 ? 0 : Math.sqrt((squares(a) + squares(b)) / freedom);
}

/** Minimum gap between BP and DRTP in pooled standard deviations: a smaller gap may be chance. */
const LEAST_GAP = 2;

/**
 * (rule − DRTP)/(BP − DRTP), of the best epoch's means over seeds: 0 is DRTP, 1 is BP. Undefined if BP is not better
 * than DRTP by at least two pooled standard deviations.
 */
export function gapClosed(
  by: Judged,
  rule: Statistics | undefined,
  bp: Statistics | undefined,
  drtp: Statistics | undefined,
): number | undefined {
  if (!rule || !bp || !drtp || !isBetter(by, bp.mean, drtp.mean)) return undefined;
  const gap = bp.mean - drtp.mean;
  if (Math.abs(gap) < LEAST_GAP * pooled(bp, drtp)) return undefined;
  return (rule.mean - drtp.mean) / gap;
}

/** Accuracy: the rule's best minus BP's, as a fraction. Loss: the ratio to BP's, undefined if BP's is zero. */
export function toBp(by: Judged, own: number | undefined, bp: number | undefined): number | undefined {
  if (own === undefined || bp === undefined) return undefined;
  if (by === 'testAccuracy') return own - bp;
  return bp > 0 ? own / bp : undefined;
}
