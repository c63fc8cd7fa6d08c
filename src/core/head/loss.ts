/**
 * Losses. Training uses the mean-reduced loss (BCE, MSE: over samples and outputs; CE: over samples);
 * what is *reported* is summed over outputs and averaged over samples, as the papers publish it. With `lossReduction` sum,
 * training uses N times the reported loss: squared error is Σ (y − y*)², without ½ and without mean.
 */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';

/** PyTorch's clamp of logarithms in BCE: log 0 counts as -100. */
const LOG_FLOOR = -100;
/** PyTorch's clamp of y(1-y) in BCE's gradient. */
const EPSILON = 1e-12;
/** The smallest normal number of single precision: below it 1/y overflows, and some devices read 0. */
const SMALLEST = 2 ** -126;
/** In double precision, 1 + this is 1. */
const NOTHING = 2 ** -53;

/**
 * A loss and the output activation before it as one formula of the logits z. Computed one after the other they lose the
 * gradient where the network is most wrong: y underflows there, and so does the slope.
 */
export interface FusedLoss {
  readonly activation: 'softmax';
  /** Reported loss, from z. */
  readonly report: (z: Tensor2D, target: Tensor2D) => Scalar;
  /** dL/dz [N, C] of the mean-reduced training loss, from y = f(z). */
  readonly delta: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /** E = y* − y [N, C], with the correct sign even where y rounds to 0 or 1. */
  readonly error: (y: Tensor2D, target: Tensor2D) => Tensor2D;
}

export interface Loss {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly report: (y: Tensor2D, target: Tensor2D) => Scalar;
  /** dL/dy [N, C] of the mean-reduced training loss, y the output activation. */
  readonly gradient: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /** Lower bound of y (1 − y), by which the gradient is divided: after sigmoid or softmax this compensates for a flat f. */
  readonly undoesSlopeTo?: number;
  /** Replaces both after its activation. */
  readonly fused?: FusedLoss;
  /** Reported loss divided by training loss, for C outputs. */
  readonly reportedScale: (outputs: number) => number;
  /** Output activations for which it is defined. */
  readonly outputs: readonly string[];
}

const perSample = (t: Tensor2D): Scalar => t.sum().div(t.shape[0]);
const logarithm = (y: Tensor2D): Tensor2D => y.log().maximum(LOG_FLOOR);
const complement = (y: Tensor2D): Tensor2D => y.mul(-1).add(1);

/**
 * y* − y of a softmax, whose outputs add up to 1 and are never 0: y*_c Σ_{j≠c} y_j − (1 − y*_c) y_c. In single precision
 * y_c is 1 from a lead of 17 on, and 1 − y_c is 0, but the sum of the others keeps its size and sign. Below 2^-53 it
 * counts as 0, as 1 − y would be in double precision.
 */
function softmaxError(y: Tensor2D, target: Tensor2D): Tensor2D {
  const rest = complement(target);
  // For classes, every sum but the first is exactly 0 for the true class.
  const others = y.mul(rest).sum(1, true).add(y.mul(target).sum(1, true).sub(y)) as Tensor2D;
  const told = others.mul(others.sub(NOTHING).step());
  return target.mul(told).sub(rest.mul(y.maximum(SMALLEST)));
}

export const losses = {
  bce: {
    name: 'Binary cross-entropy',
    sentence: 'One yes-or-no question per output. What the F³ paper uses for classification.',
    source: 'Flügel et al. 2023, section 4.1',
    report: (y, target) =>
      perSample(
        target
          .mul(logarithm(y))
          .add(complement(target).mul(logarithm(complement(y))))
          .neg(),
      ),
    gradient: (y, target) =>
      y
        .sub(target)
        .div(y.mul(complement(y)).maximum(EPSILON))
        .div(y.size),
    undoesSlopeTo: EPSILON,
    reportedScale: (outputs) => outputs,
    outputs: ['sigmoid', 'softmax'],
  },
  ce: {
    name: 'Cross-entropy',
    sentence: 'One choice among all outputs, for a softmax output.',
    source: 'Bridle 1990',
    report: (y, target) => perSample(target.mul(logarithm(y)).neg()),
    gradient: (y, target) => target.div(y.maximum(SMALLEST)).div(-y.shape[0]),
    fused: {
      activation: 'softmax',
      report: (z, target) => perSample(target.mul(z.logSoftmax()).neg()),
      // (y − y*)/N where targets add up to 1.
      delta: (y, target) => y.mul(target.sum(1, true).sub(1)).sub(softmaxError(y, target)).div(y.shape[0]),
      error: softmaxError,
    },
    reportedScale: () => 1,
    outputs: ['softmax'],
  },
  mse: {
    name: 'Squared error',
    sentence: 'For numbers to be predicted; what the papers use for regression.',
    source: 'Flügel et al. 2023, section 4.1',
    report: (y, target) => perSample(y.sub(target).square()),
    gradient: (y, target) => y.sub(target).mul(2 / y.size),
    reportedScale: (outputs) => outputs,
    outputs: ['sigmoid', 'softmax', 'linear'],
  },
} as const satisfies Record<string, Loss>;

export type LossId = keyof typeof losses;
export const lossIds = Object.keys(losses) as [LossId, ...LossId[]];
