/** Rows of the memory as the drawer shows them: one column per output, and numbers that compare both errors. */
import type { MemoryRow } from '../../../../core/run/inspect/memory';

export interface DrawerRow {
  /** Index of the training sample. */
  readonly sample: number;
  /** Its class; undefined for regression and before the data set is loaded. */
  readonly label: number | undefined;
  /** Stored error and the one that would be stored now, [C] each. */
  readonly filed: Float32Array;
  readonly now: Float32Array;
  /** What the rule receives, [C]. */
  readonly fed: Float32Array;
  /** The only column with a number, where the memory has one number per sample. */
  readonly only: number | undefined;
  /** Norm of the stored error. */
  readonly size: number;
  /** Norm of the difference between both. */
  readonly difference: number;
  /** Null where one of them is zero. */
  readonly cosine: number | null;
  /** Epoch of the last visit: 0 before training, undefined before the first visit. */
  readonly visited: number | undefined;
}

/** @param labelOf the class of a training sample @param outputs C */
export function drawerRow(
  { sample, remembered, now, fed, cosine, size, visited }: MemoryRow,
  labelOf: (sample: number) => number | undefined,
  outputs: number,
): DrawerRow {
  const label = labelOf(sample);
  const only = remembered.length === outputs ? undefined : (label ?? 0);
  const spread = (values: Float32Array): Float32Array => {
    if (only === undefined) return values;
    const all = new Float32Array(outputs);
    all[only] = values[0] ?? Number.NaN;
    return all;
  };
  const square = (value: number): number => value * value;
  const difference = Math.sqrt(remembered.reduce((sum, one, i) => sum + square(one - (now[i] ?? 0)), 0));
  return {
    ...{ sample, label, fed, only, size, difference, cosine, visited },
    filed: spread(remembered),
    now: spread(now),
  };
}

/** Largest finite absolute value in the rows; the end of the colour scale that holds all of them. */
export const largestIn = (rows: readonly DrawerRow[]): number =>
  rows.reduce(
    (most, { filed, now }) =>
      [filed, now].reduce(
        (m, values) => values.reduce((n, one) => (Number.isFinite(one) ? Math.max(n, Math.abs(one)) : n), m),
        most,
      ),
    0,
  );

/** End of the colour scale ±m of one run. */
export interface DrawerScale {
  readonly key: string;
  readonly m: number;
}

/** The scale only grows, so that an emptying drawer fades; a new key starts a new one. */
export const grown = (scale: DrawerScale | undefined, key: string, largest: number): DrawerScale =>
  scale?.key === key && scale.m >= largest ? scale : { key, m: largest };
