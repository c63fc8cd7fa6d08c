import type { OptionValues } from '../options';
import { power } from '../random/portable';
import type { Optimizer } from './optimizer';
import { epsilonOption, MOST_DECAY } from './options';

export interface AdamFactors {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** lr/(1 − β₁ᵗ) */
  readonly rate: number;
  /** 1/√(1 − β₂ᵗ) */
  readonly root: number;
}

/** The numbers of step t, the same for every parameter. */
export function adamFactors(learningRate: number, t: number, options: OptionValues): AdamFactors {
  const { beta1, beta2, epsilon } = options;
  if (beta1 === undefined || beta2 === undefined || epsilon === undefined)
    throw new Error('Adam needs beta1, beta2 and epsilon.');
  return {
    beta1,
    beta2,
    epsilon,
    rate: learningRate / (1 - power(beta1, t)),
    root: 1 / Math.sqrt(1 - power(beta2, t)),
  };
}

/**
 * m ← β₁ m + (1−β₁) g, v ← β₂ v + (1−β₂) g², p ← p − lr m̂ / (√v̂ + ε): PyTorch's form, bias-corrected,
 * ε outside the root. Source: Kingma and Ba 2015, Algorithm 1.
 */
export const adam: Optimizer = {
  name: 'Adam',
  sentence: 'Steps scaled by each weight’s recent gradients. What the papers use.',
  source: 'Kingma and Ba 2015, Algorithm 1',
  options: {
    beta1: {
      label: 'Beta 1',
      sentence: 'Decay of the mean of past gradients.',
      default: 0.9,
      min: 0,
      max: MOST_DECAY,
    },
    beta2: {
      label: 'Beta 2',
      sentence: 'Decay of the mean of past squared gradients.',
      default: 0.999,
      min: 0,
      max: MOST_DECAY,
    },
    epsilon: epsilonOption,
  },
  slots: 2,
  update: (parameter, gradient, [m0, v0], { learningRate, t, options }) => {
    if (m0 === undefined || v0 === undefined) throw new Error('Adam needs two tensors of state.');
    const { beta1, beta2, epsilon, rate, root } = adamFactors(learningRate, t, options);
    const m = m0.mul(beta1).add(gradient.mul(1 - beta1));
    const v = v0.mul(beta2).add(gradient.square().mul(1 - beta2));
    const step = m.mul(rate).div(v.sqrt().mul(root).add(epsilon));
    return { parameter: parameter.sub(step), state: [m, v] };
  },
};
