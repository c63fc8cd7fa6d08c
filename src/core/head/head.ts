/**
 * The end of a network: y from the last layer's values, the reported loss and dz_K. If loss and output activation are one
 * formula of the logits z (`Loss.fused`), the last layer yields z and the activation is applied here.
 */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import '../ops';
import { type ActivationId, activations } from '../blocks/activation';
import type { RunSpec } from '../run/spec';
import { type Loss, losses } from './loss';

/** A network's output for a batch. */
export interface Output {
  /** [N, C] */
  readonly y: Tensor2D;
  /** Logits [N, C], if the loss is computed from them. */
  readonly z: Tensor2D | undefined;
}

export interface Head {
  /** f of the last layer: linear if the head computes y from z. */
  readonly activation: ActivationId;
  /** @param last the last layer's values; `y` or `z` is the same tensor */
  readonly output: (last: Tensor2D) => Output;
  /** Reported loss: summed over outputs, averaged over samples. Call inside tidy. */
  readonly report: (output: Output, target: Tensor2D) => Scalar;
  /** dz_K [N, C], the true gradient of the mean-reduced loss; the passes scale it for a summed one. Call inside tidy. */
  readonly delta: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /** E = y* − y [N, C], as rules receive it. Call inside tidy. */
  readonly error: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /**
   * Fraction of an output's error that passes back to its own z, relative to the maximum, [N, C] from 0 to 1; undefined
   * if all of it always does. Call inside tidy.
   */
  readonly passes: ((y: Tensor2D) => Tensor2D) | undefined;
  /** Whether the error is that of a softmax, whose outputs add up to 1. */
  readonly ofSoftmax: boolean;
}

/** Faster forms for the backend in use. */
export interface HeadKernels {
  /** softmax(z), row by row; z is not disposed. */
  readonly softmax?: (z: Tensor2D) => Tensor2D;
  /** y* − y of a softmax, computed as in core/head/loss.ts. */
  readonly softmaxError?: (y: Tensor2D, target: Tensor2D) => Tensor2D;
}

export function headOf(
  { loss, outputActivation }: Pick<RunSpec, 'loss' | 'outputActivation'>,
  { softmax, softmaxError }: HeadKernels = {},
): Head {
  const { report, gradient, fused, undoesSlopeTo }: Loss = losses[loss];
  const { apply, pullBack, steepest } = activations[outputActivation];
  if (fused?.activation === outputActivation)
    return {
      activation: 'linear',
      output: (z) => ({ y: softmax ? softmax(z) : apply(z), z }),
      report: ({ z }, target) => fused.report(z as Tensor2D, target),
      delta: fused.delta,
      error: softmaxError ?? fused.error,
      passes: undefined,
      ofSoftmax: true,
    };
  return {
    activation: outputActivation,
    output: (y) => ({ y, z: undefined }),
    report: ({ y }, target) => report(y, target),
    delta: (y, target) => pullBack(gradient(y, target), y),
    error: (y, target) => target.sub(y),
    passes:
      outputActivation === 'linear'
        ? undefined
        : (y) => {
            // The slope of a sigmoid, and the derivative of a softmax output by its own z.
            const slope = y.mul(y.mul(-1).add(1));
            return slope.div(
              undoesSlopeTo === undefined ? steepest : slope.maximum(undoesSlopeTo),
            ) as Tensor2D;
          },
    ofSoftmax: false,
  };
}
