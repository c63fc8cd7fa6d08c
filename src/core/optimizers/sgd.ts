import type { Optimizer, UpdateContext } from './optimizer';

const factors = ({ learningRate }: UpdateContext) => ({ rate: learningRate });

/** p ← p − lr g. */
export const sgd: Optimizer = {
  name: 'SGD',
  sentence: 'Plain gradient descent. Hidden layers of direct rules take much larger steps than with Adam.',
  source: 'Robbins and Monro 1951',
  options: {},
  slots: 0,
  factors,
  update: (parameter, gradient, _state, context) => ({
    parameter: parameter.sub(gradient.mul(factors(context).rate)),
    state: [],
  }),
};
