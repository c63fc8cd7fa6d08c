import type { Stream } from '../random/rng';

/** Initial values of one dense layer. */
export interface LayerValues {
  /** [fanIn, units], row by row. */
  readonly W: Float32Array;
  /** [units] */
  readonly b: Float32Array;
}

/** An initialisation of a layer's forward weights. */
export interface WeightInit {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly draw: (stream: Stream, fanIn: number, units: number) => LayerValues;
}

/** A number of independent entries from U(±bound). */
export function uniformEntries(stream: Stream, bound: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = stream.uniform(-bound, bound);
  return values;
}
