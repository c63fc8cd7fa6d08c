/** One-hot signals: one scaled row of B per sample instead of a matrix product. */
import { gather, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';

/**
 * Rows `labels` [N] of B [C, n], each times its entry of `scale` [N, 1] if given: [N, n]. Equal to the
 * product of one-hot rows with B bit for bit.
 */
export type ScaledRows = (B: Tensor2D, labels: Tensor1D, scale?: Tensor2D) => Tensor2D;

export const scaledRows: ScaledRows = (B, labels, scale) =>
  tidy(() => {
    const rows = gather(B, labels);
    return scale ? rows.mul(scale) : rows;
  });
