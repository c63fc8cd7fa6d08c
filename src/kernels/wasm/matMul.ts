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

/** How a product reads its operands: rows and columns of the matrices, and how far apart their rows and columns are. */
function layoutOf(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: BatchMatMulAttrs) {
  const [aRows = 0, aColumns = 0] = a.shape.slice(-2);
  const [bRows = 0, bColumns = 0] = b.shape.slice(-2);
  const [M, K] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  return {
    ...{ M, K, N: transposeB ? bRows : bColumns },
    left: transposeA ? ([1, aColumns] as const) : ([aColumns, 1] as const),
    right: transposeB ? ([1, bColumns] as const) : ([bColumns, 1] as const),
  };
}

/** Products of matrices, or of as many pairs of them, one after the other: [n, ·, ·]. */
function multiply(backend: BackendWasm, a: TensorInfo, b: TensorInfo, attrs: BatchMatMulAttrs): TensorInfo {
  const { M, K, N, left, right } = layoutOf(a, b, attrs);
  const pairs = a.shape.length > 2 ? (a.shape[0] as number) : 1;
  const { pointer, workspace } = wasmMemory();
  const output = backend.makeOutput([...a.shape.slice(0, -2), M, N], 'float32');
  if (pairs * M * N * K === 0) {
    backend.typedArrayFromHeap(output).fill(0);
    return output;
  }
  const rows = attrs.transposeB || a.shape.length > 2 ? undefined : rowLists(a);
  if (rows) {
    if (attrs.transposeA) sparseGradient(rows, [K, N, M], pointer(b), pointer(output));
    else sparseProduct(rows, [M, N, K], pointer(b), pointer(output));
    return output;
  }
  const work = workspace(productWorkspace(M, K));
  const [from, by, to] = [pointer(a), pointer(b), pointer(output)];
  for (let i = 0; i < pairs; i++)
    product(
      M,
      N,
      K,
      [from + 4 * i * M * K, ...left],
      [by + 4 * i * K * N, ...right],
      to + 4 * i * M * N,
      work,
    );
  return output;
}

/** Matrices of floats, or equally many on both sides. */
const isOwn = (a: TensorInfo, b: TensorInfo): boolean =>
  [a, b].every(({ shape, dtype }) => dtype === 'float32' && shape.length === a.shape.length) &&
  (a.shape.length === 2 || (a.shape.length === 3 && a.shape[0] === b.shape[0]));

/** Call once per realm, after the wasm backend is ready. */
export function registerWasmMatMul(): void {
  const original = getKernel(BatchMatMul, 'wasm')?.kernelFunc as KernelFunc;
  unregisterKernel(BatchMatMul, 'wasm');
  registerKernel({
    kernelName: BatchMatMul,
    backendName: 'wasm',
    kernelFunc: (call) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      if (!isOwn(a, b)) return original(call);
      return multiply(call.backend as BackendWasm, a, b, call.attrs as unknown as BatchMatMulAttrs);
    },
  });
}
