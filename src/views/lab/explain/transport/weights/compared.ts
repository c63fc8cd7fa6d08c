/** Compares forward and feedback weights of the shown units. */
import type { TracedFeedback } from '../../../../../core/run/inspect/trace';

export interface Matrices {
  readonly rows: number;
  /** The forward path, in the layout of aligned feedback weights, row-major. */
  readonly path: Float32Array;
  readonly back: Float32Array;
  /** path − back */
  readonly difference: Float32Array;
  /** Pearson correlation of these entries; undefined if one side is constant. */
  readonly correlation: number | undefined;
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlationOf(a: Float32Array, b: Float32Array): number | undefined {
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [da, db] = [value - ma, (b[i] as number) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  const r = ab / Math.sqrt(aa * bb);
  return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : undefined;
}

/** @param back feedback weights, or their copy. @returns undefined if there is no forward path to compare with */
export function matricesOf(
  { path }: Pick<TracedFeedback, 'path'>,
  back: Float32Array,
  columns: number,
): Matrices | undefined {
  if (!path || path.length !== back.length || columns === 0) return undefined;
  return {
    rows: path.length / columns,
    path,
    back,
    difference: path.map((value, i) => value - (back[i] as number)),
    correlation: correlationOf(path, back),
  };
}
