/** From a data set's typed arrays to the tensors of one batch. */
import { type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Dataset, Split } from './dataset';

export interface Batch {
  /** h_0, [N, n_0] */
  readonly x: Tensor2D;
  /** y*, [N, C]; one-hot for classes */
  readonly target: Tensor2D;
  /** Places of the samples in the data set, [N] */
  readonly indices: Tensor1D;
}

type Normalisation = Pick<Dataset, 'mean' | 'deviation' | 'inputs' | 'outputs'>;

function gatherInputs(split: Split, indices: ArrayLike<number>, data: Normalisation): Float32Array {
  const { inputs: width, mean, deviation } = data;
  const source = split.inputs;
  const scale = 1 / deviation;
  const out = new Float32Array(indices.length * width);
  for (let n = 0; n < indices.length; n++) {
    const from = (indices[n] as number) * width;
    for (let j = 0; j < width; j++) out[n * width + j] = ((source[from + j] as number) - mean) * scale;
  }
  return out;
}

/** y* [N, C] row by row, of the given samples. */
export function gatherTargets(split: Split, indices: ArrayLike<number>, outputs: number): Float32Array {
  const out = new Float32Array(indices.length * outputs);
  const { targets } = split;
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n] as number;
    if (targets.kind === 'classes') out[n * outputs + (targets.labels[i] as number)] = 1;
    else out.set(targets.values.subarray(i * outputs, (i + 1) * outputs), n * outputs);
  }
  return out;
}

/** The caller disposes what comes back. */
export function gatherBatch(data: Dataset, split: Split, indices: Uint32Array): Batch {
  const n = indices.length;
  return {
    x: tensor2d(gatherInputs(split, indices, data), [n, data.inputs]),
    target: tensor2d(gatherTargets(split, indices, data.outputs), [n, data.outputs]),
    indices: tensor1d(Int32Array.from(indices), 'int32'),
  };
}
