/**
 * The end of a network: y from the last layer's values, the reported loss and dz_K. Where loss and output
 * activation are one formula of the logits z (`Loss.fused`), the last layer yields z and the activation follows here.
 */
import { cast, lessEqual, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import './ops';
import { type Activation, activations } from './activation';
import { type Loss, losses } from './loss';
import type { RunConfig } from './run';

/** What a network says of a batch. */
export interface Output {
  /** [N, C] */
  readonly y: Tensor2D;
  /** Logits [N, C], where the loss is taken from them. */
  readonly z: Tensor2D | undefined;
}

export interface Head {
  /** f of the last layer: linear where y is made of z here. */
  readonly activation: Activation;
  /** @param last the last layer's values; `y` or `z` is this very tensor */
  readonly output: (last: Tensor2D) => Output;
  /** Reported loss: summed over outputs, averaged over samples. Call inside tidy. */
  readonly report: (output: Output, target: Tensor2D) => Scalar;
  /** dz_K [N, C], the true gradient of the mean-reduced loss. Call inside tidy. */
  readonly delta: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /** E = y* − y [N, C], as rules are told it. Call inside tidy. */
  readonly error: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /**
   * Where f is so flat that hardly any error passes, [N, C] of 0 and 1; undefined where the loss makes up for it, or f
   * is never flat. Call inside tidy.
   */
  readonly flat: ((y: Tensor2D) => Tensor2D) | undefined;
  /** Whether that error is a softmax's, whose outputs add up to 1. */
  readonly ofSoftmax: boolean;
}

/** Faster forms for the backend in use. */
export interface HeadKernels {
  /** softmax(z), row by row; z stays. */
  readonly softmax?: (z: Tensor2D) => Tensor2D;
  /** y* − y of a softmax, as core/loss.ts has it. */
  readonly softmaxError?: (y: Tensor2D, target: Tensor2D) => Tensor2D;
}

/** Below this slope y (1 − y) an output counts as being at its limit; sigmoid's steepest is 0.25. */
const FLAT = 1e-6;

export function headOf(
  { loss, outputActivation }: Pick<RunConfig, 'loss' | 'outputActivation'>,
  { softmax, softmaxError }: HeadKernels = {},
): Head {
  const { report, gradient, fused }: Loss = losses[loss];
  const activation: Activation = activations[outputActivation];
  if (fused?.activation === outputActivation)
    return {
      activation: activations.linear,
      output: (z) => ({ y: softmax ? softmax(z) : activation.apply(z), z }),
      report: ({ z }, target) => fused.report(z as Tensor2D, target),
      delta: fused.delta,
      error: softmaxError ?? fused.error,
      flat: undefined,
      ofSoftmax: true,
    };
  return {
    activation,
    output: (y) => ({ y, z: undefined }),
    report: ({ y }, target) => report(y, target),
    delta: (y, target) => activation.pullBack(gradient(y, target), y),
    error: (y, target) => target.sub(y),
    // Sigmoid's slope, and what an output of a softmax changes with its own z.
    flat:
      outputActivation === 'linear'
        ? undefined
        : (y) => cast(lessEqual(y.mul(y.mul(-1).add(1)), FLAT), 'float32'),
    ofSoftmax: false,
  };
}
