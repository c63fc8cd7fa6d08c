/** Dense block: h_i = f(h_{i-1} W_i + b_i), with an exact backward inside itself. */
import { matMul, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Activation } from './activation';

export interface Dense {
  readonly activation: Activation;
  /** [n_{i-1}, n_i] */
  readonly W: Tensor2D;
  /** [n_i] */
  readonly b: Tensor1D;
}

export type DenseGradients = {
  readonly W: Tensor2D;
  readonly b: Tensor1D;
};

/** h_i [N, n_i] from h_{i-1} [N, n_{i-1}]. */
export function forward({ activation, W, b }: Dense, input: Tensor2D): Tensor2D {
  return tidy(() => activation.apply(input.matMul(W).add(b)));
}

/** Gradients from dz_i [N, n_i], summed over the batch: h_{i-1}ᵀ dz_i and Σ_n dz_i. */
export function backward(input: Tensor2D, dz: Tensor2D): DenseGradients {
  return tidy(() => ({ W: matMul(input, dz, true) as Tensor2D, b: dz.sum(0) }));
}
