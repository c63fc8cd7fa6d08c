/** The activations that the module implements, and tensors for its results. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type ActivationId, activations } from '../../core/blocks/activation';
import type { Delta } from '../../core/blocks/block';

/** The module's codes of the activations that it implements; others use plain operations. */
export const codes: Readonly<Partial<Record<ActivationId, number>>> = { linear: 0, tanh: 1, relu: 2 };
export const LINEAR = 0;

/** A new uninitialized tensor. */
export function newTensor<T extends Tensor2D | Tensor1D = Tensor2D>(shape: T['shape']): T {
  const info = (presentBackend() as BackendWasm).makeOutput(shape, 'float32');
  return engine().makeTensorFromTensorInfo(info) as T;
}

/** f of a tensor to which the module gave only z, which is disposed; the tensor itself where it gave f(z). */
export function applied(activation: ActivationId, output: Tensor2D): Tensor2D {
  if (codes[activation] !== undefined) return output;
  const values = tidy(() => activations[activation].apply(output));
  output.dispose();
  return values;
}

/** dz by plain operations if the module lacks f, else undefined; the caller disposes it. */
export const plainDz = (activation: ActivationId, delta: Delta): Tensor2D | undefined =>
  'dz' in delta || codes[activation] !== undefined
    ? undefined
    : tidy(() => activations[activation].pullBack(delta.dh, delta.h));
