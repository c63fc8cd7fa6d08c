/**
 * Matrix products on the wasm backend by the project's own SIMD routine instead of TensorFlow.js's. That one is slow
 * for transposed operands, and caches a packed copy of the right operand by tensor id: after an in-place update it
 * would multiply by the old weights. This one caches nothing.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  BatchMatMul,
  type BatchMatMulAttrs,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { wasmMemory } from './memory';
import { product, productWorkspace } from './product';
import { rowLists, sparseGradient, sparseProduct } from './sparse';

function multiply(backend: BackendWasm, a: TensorInfo, b: TensorInfo, attrs: BatchMatMulAttrs): TensorInfo {
  const { transposeA, transposeB } = attrs;
  const [aRows = 0, aColumns = 0] = a.shape;
  const [bRows = 0, bColumns = 0] = b.shape;
  const [M, K] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const N = transposeB ? bRows : bColumns;
  const { pointer, workspace } = wasmMemory();
  const output = backend.makeOutput([M, N], 'float32');
  if (M * N * K === 0) {
    backend.typedArrayFromHeap(output).fill(0);
    return output;
  }
  const rows = transposeB ? undefined : rowLists(a);
  if (rows) {
    if (transposeA) sparseGradient(rows, [K, N, M], pointer(b), pointer(output));
    else sparseProduct(rows, [M, N, K], pointer(b), pointer(output));
    return output;
  }
  const work = workspace(productWorkspace(M, K));
  const [rs, ks] = transposeA ? [1, aColumns] : [aColumns, 1];
  const [bk, bj] = transposeB ? [1, bColumns] : [bColumns, 1];
  product(M, N, K, [pointer(a), rs, ks], [pointer(b), bk, bj], pointer(output), work);
  return output;
}

/** Call once per realm, after the wasm backend is ready. */
export function registerWasmMatMul(): void {
  const original = getKernel(BatchMatMul, 'wasm')?.kernelFunc as KernelFunc;
  unregisterKernel(BatchMatMul, 'wasm');
  registerKernel({
    kernelName: BatchMatMul,
    backendName: 'wasm',
    kernelFunc: (call) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      const plain = [a, b].every(({ shape, dtype }) => shape.length === 2 && dtype === 'float32');
      if (!plain) return original(call);
      return multiply(call.backend as BackendWasm, a, b, call.attrs as unknown as BatchMatMulAttrs);
    },
  });
}
