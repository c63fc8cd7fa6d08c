/**
 * F³'s error memory: one row of length C per training sample, indexed by the sample's place in the
 * data set, not in the epoch. It starts as the targets (e_0 = y*) and a row is overwritten at each visit.
 */
import {
  gather,
  keep,
  reshape,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tensorScatterUpdate,
  tidy,
} from '@tensorflow/tfjs-core';
import './ops';

export interface ErrorMemory {
  /** Rows of the given samples, [N, C]. */
  readonly read: (indices: Tensor1D) => Tensor2D;
  /** All rows, [n, C]; the memory keeps owning them. */
  readonly all: () => Tensor2D;
  readonly write: (indices: Tensor1D, rows: Tensor2D) => void;
  readonly dispose: () => void;
}

/** @param targets [n, C], row by row */
export function createErrorMemory(targets: Float32Array, outputs: number): ErrorMemory {
  // A copy: the cpu backend keeps the array it is given and scatters into it in place.
  let rows: Tensor2D = keep(tensor2d(targets.slice(), [targets.length / outputs, outputs]));
  return {
    read: (indices) => gather(rows, indices),
    all: () => rows,
    write: (indices, next) => {
      const updated = tidy(() =>
        keep(tensorScatterUpdate(rows, reshape(indices, [-1, 1]), next) as Tensor2D),
      );
      rows.dispose();
      rows = updated;
    },
    dispose: () => rows.dispose(),
  };
}
