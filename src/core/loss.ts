/**
 * Losses. Training uses the mean-reduced loss (BCE, MSE: over samples and outputs; CE: over samples);
 * what is *reported* is summed over outputs and averaged over samples, as the papers publish it.
 */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';

/** PyTorch's clamp of logarithms in BCE: log 0 counts as -100. */
const LOG_FLOOR = -100;
/** PyTorch's clamp of y(1-y) in BCE's gradient. */
const EPSILON = 1e-12;

export interface Loss {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly report: (y: Tensor2D, target: Tensor2D) => Scalar;
  /** dL/dy [N, C] of the mean-reduced training loss, y the output activation. */
  readonly gradient: (y: Tensor2D, target: Tensor2D) => Tensor2D;
  /** Reported loss divided by training loss, for C outputs. */
  readonly reportedScale: (outputs: number) => number;
  /** Output activations with which it makes sense. */
  readonly outputs: readonly string[];
}

const perSample = (t: Tensor2D): Scalar => t.sum().div(t.shape[0]);
const logarithm = (y: Tensor2D): Tensor2D => y.log().maximum(LOG_FLOOR);
const complement = (y: Tensor2D): Tensor2D => y.mul(-1).add(1);

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
    reportedScale: (outputs) => outputs,
    outputs: ['sigmoid', 'softmax'],
  },
  ce: {
    name: 'Cross-entropy',
    sentence: 'One choice among all outputs, for a softmax output.',
    source: 'Bridle 1990',
    report: (y, target) => perSample(target.mul(logarithm(y)).neg()),
    gradient: (y, target) => target.div(y.maximum(EPSILON)).div(-y.shape[0]),
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
