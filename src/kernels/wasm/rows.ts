/** The error memory on the wasm backend, read and updated in place: a scatter would copy all of it. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../../core/kernels';
import { wasmMemory } from './memory';

type View = Parameters<BackendWasm['typedArrayFromHeap']>[0];
const floats = (tensor: View): Float32Array =>
  (presentBackend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array;
const whole = (tensor: View): Int32Array =>
  (presentBackend() as BackendWasm).typedArrayFromHeap(tensor) as Int32Array;

/** rows[indices[n]] = values[n] */
export function wasmWriteRows(rows: Tensor2D, indices: Tensor1D, values: Tensor2D): void {
  const [to, places, from] = [floats(rows), whole(indices), floats(values)];
  const width = rows.shape[1];
  for (const [n, place] of places.entries()) to.set(from.subarray(n * width, (n + 1) * width), place * width);
}

/** Stores y* − y, or its entry of the true class; returns false for other error information. */
export const wasmRemember: NonNullable<Kernels['remember']> = (memory, oneNumber, information, y, target) => {
  if (information.stores !== 'error' || information.transform.softmax) return false;
  const [rows, places, Y, T] = [floats(memory.rows), whole(memory.indices), floats(y), floats(target)];
  const outputs = y.shape[1];
  for (const [n, place] of places.entries()) {
    let sum = 0;
    for (let c = 0; c < outputs; c++) {
      const [wanted, found] = [T[n * outputs + c] as number, Y[n * outputs + c] as number];
      if (oneNumber) sum += wanted * (wanted - found);
      else rows[place * outputs + c] = wanted - found;
    }
    if (oneNumber) rows[place] = sum;
  }
  return true;
};

/** B's row of each sample's class, times the sample's one stored number. @returns [samples, B's columns] */
function scaledByMemory(
  { rows, indices }: Parameters<typeof wasmMemoryProduct>[0],
  B: Tensor2D,
  labels: Tensor1D,
): Tensor2D {
  const [samples, width] = [labels.shape[0], B.shape[1]];
  const info = (presentBackend() as BackendWasm).makeOutput([samples, width], 'float32');
  const { assembly, pointer } = wasmMemory();
  assembly.scaleRows(
    samples,
    width,
    pointer(B),
    pointer(labels),
    pointer(rows),
    pointer(indices),
    pointer(info),
  );
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

/** The samples' stored rows, times B. */
export const wasmMemoryProduct: NonNullable<Kernels['memoryProduct']> = (memory, B, labels) => {
  if (labels) return scaledByMemory(memory, B, labels);
  const { assembly, pointer, workspace } = wasmMemory();
  const [samples, K, N] = [memory.indices.shape[0], B.shape[0], B.shape[1]];
  const info = (presentBackend() as BackendWasm).makeOutput([samples, N], 'float32');
  const place = workspace(samples * K + assembly.gemmWorkspace(samples, K));
  const E = wasmMemory().floats(place, samples * K);
  const rows = floats(memory.rows);
  for (const [n, from] of whole(memory.indices).entries())
    E.set(rows.subarray(from * K, (from + 1) * K), n * K);
  assembly.gemm(samples, N, K, place, K, 1, pointer(B), N, 1, pointer(info), N, place + 4 * samples * K);
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
};
