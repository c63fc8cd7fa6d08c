/**
 * Fits the costs of core/cost/ways.ts to measured steps: least squares of the logarithms of times, so that a tenth of a short
 * step counts as much as a tenth of a long one. Levenberg–Marquardt on the logarithms of the costs, which keeps them
 * positive. A cost of which the points say little stays near where the search began: see HOLD.
 */
import { type WayCosts, wayCostKeys } from '../../src/core/cost/ways';
import { modelled, type WayPoint, type WaysRecord } from '../../src/experiment/results/ways';

/** Where fits begin: what a core of a few years ago takes. */
export const beginning: WayCosts = {
  multiplyAdd: 5e-11,
  entry: 2e-10,
  element: 5e-11,
  call: 1e-6,
  step: 1e-4,
  meeting: 5e-6,
  handing: 3e-5,
  sharing: 0.1,
  beside: 0.1,
};

type Measured = Pick<WaysRecord, 'net' | 'workers'> & { readonly points: readonly WayPoint[] };

const costsOf = (logs: readonly number[]): WayCosts =>
  Object.fromEntries(wayCostKeys.map((key, i) => [key, Math.exp(logs[i] as number)])) as unknown as WayCosts;

/** A cost that is e times as large as where the search began weighs as much as a time that is off by this share. */
const HOLD = 0.03;

/** Logarithms of the model's times over the measured ones (alone, threads and stages of each point), then what holds costs. */
function residuals({ points, ...measured }: Measured, logs: readonly number[], hold: number): number[] {
  const costs = costsOf(logs);
  const times = points.flatMap((point) => {
    const model = modelled(measured, point, costs);
    return (['alone', 'threads', 'stages'] as const).map((way) => Math.log(model[way] / point[way]));
  });
  return [...times, ...wayCostKeys.map((key, i) => hold * ((logs[i] as number) - Math.log(beginning[key])))];
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, one, i) => sum + one * (b[i] as number), 0);

/** Solves A x = b by Gaussian elimination with pivots. @param rows of A, each followed by its number of b */
export function solve(rows: readonly (readonly number[])[]): number[] {
  const left = rows.map((row) => [...row]);
  const size = left.length;
  for (let k = 0; k < size; k++) {
    const pivot = left.reduce(
      (best, row, i) =>
        i >= k && Math.abs(row[k] as number) > Math.abs(left[best]?.[k] as number) ? i : best,
      k,
    );
    [left[k], left[pivot]] = [left[pivot] as number[], left[k] as number[]];
    const top = left[k] as number[];
    for (const row of left.slice(k + 1)) {
      const factor = (row[k] as number) / (top[k] as number);
      for (let j = k; j <= size; j++) row[j] = (row[j] as number) - factor * (top[j] as number);
    }
  }
  const x = Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k--) {
    const row = left[k] as number[];
    x[k] = ((row[size] as number) - dot(row.slice(k + 1, size), x.slice(k + 1))) / (row[k] as number);
  }
  return x;
}

/** Of each cost: how residuals change with its logarithm. */
function slopes(of: (logs: readonly number[]) => number[], logs: readonly number[]): number[][] {
  const [d, now] = [1e-5, of(logs)];
  return logs.map((one, i) => of(logs.with(i, one + d)).map((own, at) => (own - (now[at] as number)) / d));
}

/** Largest change of a logarithm in one iteration. */
const STEP = 1;

/** One iteration. @param damping 0: Gauss–Newton */
function moved(logs: readonly number[], J: readonly number[][], r: readonly number[], damping: number) {
  const rows = J.map((own, i) => [
    ...J.map((other, j) => dot(own, other) * (i === j ? 1 + damping : 1)),
    -dot(own, r),
  ]);
  return solve(rows).map((step, i) => (logs[i] as number) + Math.max(-STEP, Math.min(STEP, step)));
}

/** Points measured while both cores were free, if they are as many as costs; else all. */
function countingPoints(points: readonly WayPoint[]): readonly WayPoint[] {
  const judged = points.filter((point) => point.judged > 0);
  return judged.length >= wayCostKeys.length ? judged : points;
}

const ITERATIONS = 200;
/** Logarithms that change by less have been found. */
const FOUND = 1e-7;

/** @param hold see HOLD */
export function fitCosts(measured: Measured, hold = HOLD): WayCosts {
  const counting = { ...measured, points: countingPoints(measured.points) };
  const of = (logs: readonly number[]): number[] => residuals(counting, logs, hold);
  let logs = wayCostKeys.map((key) => Math.log(beginning[key]));
  let damping = 1e-2;
  for (let i = 0; i < ITERATIONS; i++) {
    const [r, J] = [of(logs), slopes(of, logs)];
    const next = moved(logs, J, r, damping);
    const own = of(next);
    const step = Math.max(...next.map((one, at) => Math.abs(one - (logs[at] as number))));
    if (step < FOUND) break;
    const better = dot(own, own) < dot(r, r);
    if (better) logs = next;
    damping *= better ? 0.25 : 4;
  }
  return costsOf(logs);
}
