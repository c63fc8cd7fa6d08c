/** The error memory on the wasm backend, read and updated in place: a scatter would copy all of it. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../../core/kernels';
import { wasmMemory } from './memory';

/** rows[indices[n]] = values[n] */
export function wasmWriteRows(rows: Tensor2D, indices: Tensor1D, values: Tensor2D): void {
  const { pointer, floats, wholes, perform } = wasmMemory();
  const [to, places, from] = [pointer(rows), pointer(indices), pointer(values)];
  const [samples, width] = values.shape;
  perform(() => {
    const [all, own] = [floats(to, rows.size), floats(from, values.size)];
    for (const [n, place] of wholes(places, samples).entries())
      all.set(own.subarray(n * width, (n + 1) * width), place * width);
  });
}

/** Stores y* − y, or its entry of the true class; returns false for other error information. */
export const wasmRemember: NonNullable<Kernels['remember']> = (memory, oneNumber, information, y, target) => {
  if (information.stores !== 'error' || information.transform.softmax) return false;
  const { pointer, floats, wholes, perform } = wasmMemory();
  const [to, indices, outputsAt, targets] = [
    pointer(memory.rows),
    pointer(memory.indices),
    pointer(y),
    pointer(target),
  ];
  const [samples, outputs] = y.shape;
  const { size } = memory.rows;
  perform(() => {
    const rows = floats(to, size);
    const [Y, T] = [floats(outputsAt, samples * outputs), floats(targets, samples * outputs)];
    for (const [n, place] of wholes(indices, samples).entries()) {
      let sum = 0;
      for (let c = 0; c < outputs; c++) {
        const [wanted, found] = [T[n * outputs + c] as number, Y[n * outputs + c] as number];
        if (oneNumber) sum += wanted * (wanted - found);
        else rows[place * outputs + c] = wanted - found;
      }
      if (oneNumber) rows[place] = sum;
    }
  });
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
    B.shape[0],
    pointer(B),
    pointer(labels),
    rows.shape[0],
    pointer(rows),
    pointer(indices),
    pointer(info),
  );
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

/** The samples' stored rows, times B. */
export const wasmMemoryProduct: NonNullable<Kernels['memoryProduct']> = (memory, B, labels) => {
  if (labels) return scaledByMemory(memory, B, labels);
  const { assembly, pointer, workspace, floats, wholes, perform } = wasmMemory();
  const [samples, K, N] = [memory.indices.shape[0], B.shape[0], B.shape[1]];
  const info = (presentBackend() as BackendWasm).makeOutput([samples, N], 'float32');
  const place = workspace(samples * K + assembly.gemmWorkspace(samples, K));
  const [from, indices, { size }] = [pointer(memory.rows), pointer(memory.indices), memory.rows];
  perform(() => {
    const [E, rows] = [floats(place, samples * K), floats(from, size)];
    for (const [n, row] of wholes(indices, samples).entries())
      E.set(rows.subarray(row * K, (row + 1) * K), n * K);
  });
  assembly.gemm(samples, N, K, place, K, 1, pointer(B), N, 1, pointer(info), N, place + 4 * samples * K);
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
};
