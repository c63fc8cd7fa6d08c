import type { Optimizer } from './optimizer';
import { momentumOption } from './options';

/**
 * v ← μ v + g, p ← p − lr (g + μ v): PyTorch's form of Nesterov's accelerated gradient, with the gradient at
 * p instead of at the point ahead. Source: Nesterov 1983; Sutskever et al. 2013.
 */
export const nesterov: Optimizer = {
  name: 'Nesterov',
  sentence: 'Momentum that looks one step ahead. The default of DRTP’s code.',
  source: 'Nesterov 1983; Sutskever et al. 2013',
  options: { momentum: momentumOption },
  slots: 1,
  update: (parameter, gradient, [v0], { learningRate, options: { momentum: mu } }) => {
    if (v0 === undefined || mu === undefined) throw new Error('Nesterov needs one tensor of state and μ.');
    const v = v0.mul(mu).add(gradient);
    const step = gradient.add(v.mul(mu)).mul(learningRate);
    return { parameter: parameter.sub(step), state: [v] };
  },
};
