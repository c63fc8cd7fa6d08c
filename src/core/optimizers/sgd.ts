import type { Optimizer } from './optimizer';

/** p ← p − lr g. */
export const sgd: Optimizer = {
  name: 'SGD',
  sentence: 'Plain gradient descent. Hidden layers of direct rules take much larger steps than with Adam.',
  source: 'Robbins and Monro 1951',
  options: {},
  slots: 0,
  update: (parameter, gradient, _state, { learningRate }) => ({
    parameter: parameter.sub(gradient.mul(learningRate)),
    state: [],
  }),
};
