import { power } from '../random/portable';
import type { Optimizer, UpdateContext } from './optimizer';
import { epsilonOption, MOST_DECAY, option } from './options';

/** `rate` is lr/(1 − β₁ᵗ), `root` 1/√(1 − β₂ᵗ). */
export function adamFactors({ learningRate, t, options }: UpdateContext) {
  const [beta1, beta2] = [option(options, 'beta1'), option(options, 'beta2')];
  return {
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    epsilon: option(options, 'epsilon'),
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
  scaleFree: true,
  slots: 2,
  factors: adamFactors,
  update: (parameter, gradient, [m0, v0], context) => {
    if (m0 === undefined || v0 === undefined) throw new Error('Adam needs two tensors of state.');
    const { beta1, beta2, rest1, rest2, epsilon, rate, root } = adamFactors(context);
    const m = m0.mul(beta1).add(gradient.mul(rest1));
    const v = v0.mul(beta2).add(gradient.square().mul(rest2));
    const step = m.mul(rate).div(v.sqrt().mul(root).add(epsilon));
    return { parameter: parameter.sub(step), state: [m, v] };
  },
};
