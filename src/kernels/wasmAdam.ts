/**
 * Adam's update as one kernel of the wasm backend: one pass over the heap instead of a dozen ops.
 * Writes new tensors, never in place: the backend caches the packed right operand of a product by
 * tensor id, so that changing a weight under it would train silently wrong.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, registerKernel, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { type AdamFactors, adamFactors } from '../core/optimizers/adam';
import type { Optimizer } from '../core/optimizers/optimizer';

const NAME = 'F3AdamUpdate';

function run(
  backend: BackendWasm,
  inputs: Record<string, TensorInfo>,
  { beta1, beta2, epsilon, rate, root }: AdamFactors,
): TensorInfo[] {
  const { p, g, m, v } = inputs as { p: TensorInfo; g: TensorInfo; m: TensorInfo; v: TensorInfo };
  // All outputs before any view: an allocation may grow the heap, which detaches views.
  const outputs = [p, m, v].map((like) => backend.makeOutput(like.shape, 'float32'));
  const view = (info: TensorInfo): Float32Array => backend.typedArrayFromHeap(info) as Float32Array;
  const [P, G, M, V] = [view(p), view(g), view(m), view(v)];
  const [newP, newM, newV] = outputs.map(view) as [Float32Array, Float32Array, Float32Array];
  for (let i = 0; i < P.length; i++) {
    const gradient = G[i] as number;
    const mean = beta1 * (M[i] as number) + (1 - beta1) * gradient;
    const square = beta2 * (V[i] as number) + (1 - beta2) * gradient * gradient;
    newM[i] = mean;
    newV[i] = square;
    newP[i] = (P[i] as number) - (rate * mean) / (Math.sqrt(square) * root + epsilon);
  }
  return outputs;
}

/** Makes the kernel known to TensorFlow.js; once per realm, when its backend is wasm. */
export function registerWasmAdam(): void {
  registerKernel({
    kernelName: NAME,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) =>
      run(backend as BackendWasm, inputs as Record<string, TensorInfo>, attrs as unknown as AdamFactors),
  });
}

/** Equals `adam.update`, see wasmAdam.test.ts. */
export const wasmAdamUpdate: Optimizer['update'] = (p, g, [m, v], { learningRate, t, options }) => {
  if (m === undefined || v === undefined) throw new Error('Adam needs two tensors of state.');
  const factors = adamFactors(learningRate, t, options);
  const [parameter, mean, square] = engine().runKernel(NAME, { p, g, m, v }, { ...factors }) as Tensor[];
  return { parameter: parameter as Tensor, state: [mean as Tensor, square as Tensor] };
};
