import type { Optimizer, UpdateContext } from './optimizer';
import { momentumOption, option } from './options';

const factors = ({ learningRate, options }: UpdateContext) => ({
  rate: learningRate,
  mu: option(options, 'momentum'),
});

/** v ← μ v + g, p ← p − lr v: PyTorch's form, the rate outside the velocity. Source: Polyak 1964. */
export const momentum: Optimizer = {
  name: 'Momentum',
  sentence: 'Gradient descent with a velocity that carries on. What PEPITA uses.',
  source: 'Polyak 1964',
  options: { momentum: momentumOption },
  slots: 1,
  factors,
  update: (parameter, gradient, [v0], context) => {
    if (v0 === undefined) throw new Error('Momentum needs one tensor of state.');
    const { rate, mu } = factors(context);
    const v = v0.mul(mu).add(gradient);
    return { parameter: parameter.sub(v.mul(rate)), state: [v] };
  },
};
