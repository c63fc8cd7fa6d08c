/** Statistics for tests of drawn values, here and in `core/weights`. Bounds suit one fixed seed, not many. */
import { expect } from 'vitest';

/** Distribution of the entries of a drawn matrix. */
export type Distribution =
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'values'; readonly values: readonly number[] };

export const uniformWithin = (bound: number): Distribution => ({ kind: 'uniform', bound });
export const normalWithVariance = (variance: number): Distribution => ({
  kind: 'normal',
  deviation: Math.sqrt(variance),
});
export const oneOf = (...values: number[]): Distribution => ({ kind: 'values', values });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const centralMoment = (values: readonly number[], order: number): number => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** order));
};

/** Mean, variance and fourth central moment. */
function momentsOf(d: Distribution): { mean: number; variance: number; fourth: number } {
  if (d.kind === 'uniform') return { mean: 0, variance: d.bound ** 2 / 3, fourth: d.bound ** 4 / 5 };
  if (d.kind === 'normal') return { mean: 0, variance: d.deviation ** 2, fourth: 3 * d.deviation ** 4 };
  return {
    mean: mean(d.values),
    variance: centralMoment(d.values, 2),
    fourth: centralMoment(d.values, 4),
  };
}

/** Standard normal distribution function (Abramowitz and Stegun 7.1.26, error below 1e-7). */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const coefficients = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const tail = coefficients.reduceRight((rest, c) => (rest + c) * t, 0) * Math.exp((-x * x) / 2);
  return x < 0 ? tail / 2 : 1 - tail / 2;
}

function cdf(d: Distribution, x: number): number {
  if (d.kind === 'uniform') return Math.min(1, Math.max(0, (x / d.bound + 1) / 2));
  if (d.kind === 'normal') return normalCdf(x / d.deviation);
  return d.values.filter((value) => value <= x).length / d.values.length;
}

/** Kolmogorov-Smirnov: the largest distance between two distribution functions, in units of 1/√count. */
export function shapeDistance(values: ArrayLike<number>, d: Distribution): number {
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((value, i) => {
    const expected = cdf(d, value);
    distance = Math.max(
      distance,
      Math.abs(expected - (i + 1) / sorted.length),
      Math.abs(expected - i / sorted.length),
    );
  });
  return distance * Math.sqrt(sorted.length);
}
/** Critical value: a correct distribution exceeds it once in 1,000 draws. */
export const MOST_SHAPE_DISTANCE = 1.95;

function expectSupport(values: readonly number[], d: Distribution): void {
  if (d.kind === 'uniform') {
    const largest = Math.max(...values.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(Math.fround(d.bound));
    // Exceeded by none of n uniform draws: chance e^-10.
    expect(largest).toBeGreaterThan(d.bound * (1 - 10 / values.length));
  } else if (d.kind === 'values') {
    expect([...new Set(values)].sort((a, b) => a - b)).toEqual(d.values);
    const share = 1 / d.values.length;
    for (const value of d.values) {
      const seen = values.filter((one) => one === value).length / values.length;
      expect(Math.abs(seen - share), `share of ${value}`).toBeLessThan(
        4 * Math.sqrt((share * (1 - share)) / values.length),
      );
    }
  }
}

/** Mean, variance, support and shape of the entries. */
export function expectDistribution(drawn: ArrayLike<number>, d: Distribution): void {
  const values = Array.from(drawn);
  const count = values.length;
  const expected = momentsOf(d);
  expectSupport(values, d);
  expect(Math.abs(mean(values) - expected.mean)).toBeLessThan(4 * Math.sqrt(expected.variance / count));
  // The standard error of a variance; its last term only matters where (x − mean)² hardly varies.
  const error = Math.sqrt((expected.fourth - expected.variance ** 2) / count) + expected.variance / count;
  expect(Math.abs(centralMoment(values, 2) - expected.variance)).toBeLessThan(4 * error);
  if (d.kind !== 'values') expect(shapeDistance(values, d)).toBeLessThan(MOST_SHAPE_DISTANCE);
}

/** Entries are uncorrelated with their neighbours, row and column. */
export function expectIndependent(
  drawn: ArrayLike<number>,
  rows: number,
  columns: number,
  d: Distribution,
): void {
  const { mean: centre, variance } = momentsOf(d);
  const at = (row: number, column: number): number =>
    ((drawn[row * columns + column] as number) - centre) / Math.sqrt(variance);
  const table = (height: number, width: number, entry: (row: number, column: number) => number) =>
    Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_, column) => entry(row, column)),
    );

  for (const [down, right] of [
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const products = table(rows - down, columns - right, (r, c) => at(r, c) * at(r + down, c + right)).flat();
    expect(Math.abs(mean(products)), `neighbours ${down} down, ${right} right`).toBeLessThan(
      4 / Math.sqrt(products.length),
    );
  }
  for (const [name, lines] of [
    ['row', table(rows, columns, at)],
    ['column', table(columns, rows, (column, row) => at(row, column))],
  ] as const) {
    // Means of independent entries: the sum of their squares is chi-squared.
    const chi = sum(lines.map((line) => mean(line) ** 2 * line.length));
    expect(Math.abs(chi - lines.length), `${name} means`).toBeLessThan(4 * Math.sqrt(2 * lines.length));
  }
}
