import type { Optimizer } from './optimizer';

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** The two factors of step t that do not depend on the parameter: lr/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ). */
export function adamFactors(learningRate: number, t: number): { rate: number; root: number } {
  return {
    rate: learningRate / (1 - ADAM.beta1 ** t),
    root: 1 / Math.sqrt(1 - ADAM.beta2 ** t),
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
  slots: 2,
  update: (parameter, gradient, [m0, v0], { learningRate, t }) => {
    if (m0 === undefined || v0 === undefined) throw new Error('Adam needs two tensors of state.');
    const { rate, root } = adamFactors(learningRate, t);
    const m = m0.mul(ADAM.beta1).add(gradient.mul(1 - ADAM.beta1));
    const v = v0.mul(ADAM.beta2).add(gradient.square().mul(1 - ADAM.beta2));
    const step = m.mul(rate).div(v.sqrt().mul(root).add(ADAM.epsilon));
    return { parameter: parameter.sub(step), state: [m, v] };
  },
};
