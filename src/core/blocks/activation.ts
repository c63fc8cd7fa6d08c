/** Activations f, and the pull-back of a delta through f in terms of the output h = f(z). */
import type { Tensor2D } from '@tensorflow/tfjs-core';

export interface Activation {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** h = f(z), [N, n]. */
  readonly apply: (z: Tensor2D) => Tensor2D;
  /** Maximum of |f'(z)|. */
  readonly steepest: number;
  /** dz from dh and h: dh ⊙ f'(z), or the Jacobian product where f mixes units. */
  readonly pullBack: (dh: Tensor2D, h: Tensor2D) => Tensor2D;
}

const one = (h: Tensor2D): Tensor2D => h.mul(-1).add(1);

export const activations = {
  tanh: {
    name: 'tanh',
    sentence: 'Squashes to −1 … 1. What the papers use.',
    source: 'LeCun, Bottou, Orr and Müller 1998',
    steepest: 1,
    apply: (z) => z.tanh(),
    pullBack: (dh, h) => dh.mul(one(h.square())),
  },
  sigmoid: {
    name: 'Sigmoid',
    sentence: 'Squashes to 0 … 1.',
    source: 'Flügel et al. 2023, section 4.1 (outputs)',
    steepest: 0.25,
    apply: (z) => z.sigmoid(),
    pullBack: (dh, h) => dh.mul(h.mul(one(h))),
  },
  relu: {
    name: 'ReLU',
    sentence: 'Keeps positive values. Direct feedback often learns worse with it.',
    source: 'Nair and Hinton 2010',
    steepest: 1,
    apply: (z) => z.relu(),
    pullBack: (dh, h) => dh.mul(h.step()),
  },
  linear: {
    name: 'Linear',
    sentence: 'No nonlinearity.',
    source: 'Flügel et al. 2023, appendix A.1',
    steepest: 1,
    apply: (z) => z.mul(1),
    pullBack: (dh) => dh.mul(1),
  },
  softmax: {
    name: 'Softmax',
    sentence: 'Outputs that add up to 1.',
    source: 'Bridle 1990',
    steepest: 0.25,
    apply: (z) => z.softmax(),
    pullBack: (dh, h) => h.mul(dh.sub(dh.mul(h).sum(1, true))),
  },
} as const satisfies Record<string, Activation>;

export type ActivationId = keyof typeof activations;
/** Activations a hidden layer may have. */
export const activationIds = ['tanh', 'sigmoid', 'relu', 'linear'] as const satisfies ActivationId[];
/** Activations an output layer may have. */
export const outputActivationIds = ['sigmoid', 'softmax', 'linear'] as const satisfies ActivationId[];
