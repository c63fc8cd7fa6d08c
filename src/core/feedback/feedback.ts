import type { Stream } from '../random/rng';

/** Initialisations of the fixed feedback weights B. */
export interface FeedbackInit {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /**
   * B [rows, columns], row-major. Rows: C for direct rules, n_{i+1} for FA; columns: n_i, which is the
   * fan-in, as in the reference code (PyTorch's Kaiming on a C × n_i tensor).
   */
  readonly draw: (stream: Stream, rows: number, columns: number) => Float32Array;
}

/** A number of independent entries. */
export function entries(count: number, draw: () => number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = draw();
  return values;
}
