/** A batch in pieces, so that what a block computes inside stays small: see `inPieces` in core/ops.ts. */
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** The rows of all pieces, in their order. */
export const joined = ([first, ...others]: readonly Tensor2D[]): Tensor2D =>
  others.length === 0 ? (first as Tensor2D) : (first as Tensor2D).above(others);
