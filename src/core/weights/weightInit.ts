import type { Stream } from '../random/rng';

/** Initial values of one dense layer. */
export interface LayerValues {
  /** [fanIn, units], row by row. */
  readonly W: Float32Array;
  /** [units] */
  readonly b: Float32Array;
}

/** Draws the values of one layer. */
export interface LayerDraw {
  readonly draw: (stream: Stream, fanIn: number, units: number) => LayerValues;
}

/** An initialisation of a layer's forward weights. */
export interface WeightInit {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** @param deviation σ of the setting `weightDeviation`, for inits that have one */
  readonly draw: (stream: Stream, fanIn: number, units: number, deviation: number) => LayerValues;
}

/** @param deviation see `WeightInit.draw` */
export const withDeviation = ({ draw }: WeightInit, deviation: number): LayerDraw => ({
  draw: (stream, fanIn, units) => draw(stream, fanIn, units, deviation),
});

/** A number of independent entries from U(±bound). */
export function uniformEntries(stream: Stream, bound: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = stream.uniform(-bound, bound);
  return values;
}
