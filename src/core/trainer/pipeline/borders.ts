/** Rows of numbers in shared memory, on their way from a stage to another. */
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Kernels } from '../../kernels';
import { numbersOf } from '../../network/numbers';
import type { Rows } from '../../passes/microBatches';

/** Rows of a batch. @param all [N, width] */
const rowsIn = (all: Float32Array, width: number, { from, to }: Rows): Float32Array =>
  all.subarray(from * width, to * width);

/** A copy: the cpu backend keeps the array. @param all [N, width] */
export const readRows = (all: Float32Array, width: number, rows: Rows): Tensor2D =>
  tensor2d(rowsIn(all, width, rows).slice(), [rows.to - rows.from, width]);

/** @param all [N, width] */
export function writeRows(all: Float32Array, tensor: Tensor2D, rows: Rows, kernels: Kernels): void {
  rowsIn(all, tensor.shape[1], rows).set(numbersOf(tensor, kernels)());
}
