import type { Optimizer, UpdateContext } from './optimizer';
import { momentumOption, option } from './options';

const factors = ({ learningRate, options }: UpdateContext) => ({
  rate: learningRate,
  mu: option(options, 'momentum'),
});

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
  factors,
  update: (parameter, gradient, [v0], context) => {
    if (v0 === undefined) throw new Error('Nesterov needs one tensor of state.');
    const { rate, mu } = factors(context);
    const v = v0.mul(mu).add(gradient);
    const step = gradient.add(v.mul(mu)).mul(rate);
    return { parameter: parameter.sub(step), state: [v] };
  },
};
