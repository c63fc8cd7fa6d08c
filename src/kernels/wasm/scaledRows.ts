/**
 * Rows of B, scaled, as one kernel of the wasm backend: its own gather walks element by element through
 * strides and costs more than the product with B that it is meant to save.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, registerKernel, type Tensor, type Tensor2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ScaledRows } from '../../core/feedback/signal';

const NAME = 'F3ScaledRows';

function run(backend: BackendWasm, inputs: Record<string, TensorInfo | undefined>): TensorInfo {
  const { B, labels, scale } = inputs as { B: TensorInfo; labels: TensorInfo; scale?: TensorInfo };
  const width = B.shape[1] as number;
  const samples = labels.shape[0] as number;
  // The output before any view: an allocation may grow the heap, which detaches views.
  const output = backend.makeOutput([samples, width], 'float32');
  const view = (info: TensorInfo) => backend.typedArrayFromHeap(info);
  const [rows, places, out] = [
    view(B) as Float32Array,
    view(labels) as Int32Array,
    view(output) as Float32Array,
  ];
  const factors = scale ? (view(scale) as Float32Array) : undefined;
  for (let n = 0; n < samples; n++) {
    const from = (places[n] as number) * width;
    if (!factors) out.set(rows.subarray(from, from + width), n * width);
    else {
      const factor = factors[n] as number;
      for (let j = 0; j < width; j++) out[n * width + j] = (rows[from + j] as number) * factor;
    }
  }
  return output;
}

/** Makes the kernel known to TensorFlow.js; once per realm, when its backend is wasm. */
export function registerWasmScaledRows(): void {
  registerKernel({
    kernelName: NAME,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => run(backend as BackendWasm, inputs as Record<string, TensorInfo>),
  });
}

/** Equals `scaledRows`, see scaledRows.test.ts. */
export const wasmScaledRows: ScaledRows = (B, labels, scale) =>
  engine().runKernel(NAME, scale ? { B, labels, scale } : { B, labels }) as Tensor as Tensor2D;
