/**
 * Gathers and scales rows of B in one kernel on the wasm backend: TensorFlow.js's gather computes strides for each
 * element and takes longer than the product with B that it would replace.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, registerKernel, type Tensor, type Tensor2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ScaledRows } from '../../core/feedback/signal';
import { wasmMemory } from './memory';

const NAME = 'F3ScaledRows';

function run(backend: BackendWasm, inputs: Record<string, TensorInfo | undefined>): TensorInfo {
  const { B, labels, scale } = inputs as { B: TensorInfo; labels: TensorInfo; scale?: TensorInfo };
  const width = B.shape[1] as number;
  const samples = labels.shape[0] as number;
  const output = backend.makeOutput([samples, width], 'float32');
  const { pointer, floats, wholes, perform } = wasmMemory();
  const [from, places, to] = [pointer(B), pointer(labels), pointer(output)];
  const scales = scale && pointer(scale);
  const size = (B.shape[0] as number) * width;
  perform(() => {
    const [rows, labelled, out] = [floats(from, size), wholes(places, samples), floats(to, samples * width)];
    const factors = scales === undefined ? undefined : floats(scales, samples);
    for (let n = 0; n < samples; n++) {
      const row = (labelled[n] as number) * width;
      if (!factors) out.set(rows.subarray(row, row + width), n * width);
      else {
        const factor = factors[n] as number;
        for (let j = 0; j < width; j++) out[n * width + j] = (rows[row + j] as number) * factor;
      }
    }
  });
  return output;
}

/** Registers the kernel with TensorFlow.js. Call once per realm, after the wasm backend is ready. */
export function registerWasmScaledRows(): void {
  registerKernel({
    kernelName: NAME,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => run(backend as BackendWasm, inputs as Record<string, TensorInfo>),
  });
}

/** The same result as `scaledRows` of core/feedback/signal.ts. */
export const wasmScaledRows: ScaledRows = (B, labels, scale) =>
  engine().runKernel(NAME, scale ? { B, labels, scale } : { B, labels }) as Tensor as Tensor2D;
