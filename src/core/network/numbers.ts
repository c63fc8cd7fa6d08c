import type { Tensor } from '@tensorflow/tfjs-core';
import type { Kernels } from '../kernels';

/** Reads a tensor's numbers, as they are at each call: a view where the backend has one, which the next allocation ends. */
export const numbersOf = (tensor: Tensor, { view }: Kernels): (() => Float32Array) =>
  view?.(tensor) ?? (() => tensor.dataSync() as Float32Array);
