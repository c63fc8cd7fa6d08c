import type { Stream } from '../rng';

/** How the fixed feedback weights B_i of a direct rule are drawn. */
export interface FeedbackInit {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** One entry of B_i [C, n_i]; fan-in is n_i, as in the reference code. */
  readonly entry: (stream: Stream, units: number, outputs: number) => number;
}

/** B_i [C, n_i], row by row. */
export function drawFeedback(
  init: FeedbackInit,
  stream: Stream,
  outputs: number,
  units: number,
): Float32Array {
  return Float32Array.from({ length: outputs * units }, () => init.entry(stream, units, outputs));
}
