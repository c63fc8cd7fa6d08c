/** Rows of the error memory on the wasm backend, overwritten where they lie: a scatter would copy the whole memory. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as presentBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/** rows[indices[n]] = values[n] */
export function wasmWriteRows(rows: Tensor2D, indices: Tensor1D, values: Tensor2D): void {
  const backend = presentBackend() as BackendWasm;
  const [to, places, from] = [rows, indices, values].map((tensor) => backend.typedArrayFromHeap(tensor)) as [
    Float32Array,
    Int32Array,
    Float32Array,
  ];
  const width = rows.shape[1];
  for (const [n, place] of places.entries()) to.set(from.subarray(n * width, (n + 1) * width), place * width);
}
