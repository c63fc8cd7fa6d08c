import type { Optimizer } from './optimizer';
import { momentumOption } from './options';

/** v ← μ v + g, p ← p − lr v: PyTorch's form, the rate outside the velocity. Source: Polyak 1964. */
export const momentum: Optimizer = {
  name: 'Momentum',
  sentence: 'Gradient descent with a velocity that carries on. What PEPITA uses.',
  source: 'Polyak 1964',
  options: { momentum: momentumOption },
  slots: 1,
  update: (parameter, gradient, [v0], { learningRate, options: { momentum: mu } }) => {
    if (v0 === undefined || mu === undefined) throw new Error('Momentum needs one tensor of state and μ.');
    const v = v0.mul(mu).add(gradient);
    return { parameter: parameter.sub(v.mul(learningRate)), state: [v] };
  },
};
