import type { Optimizer, UpdateContext } from './optimizer';
import { epsilonOption, MOST_DECAY, option } from './options';

function factors({ learningRate, options }: UpdateContext) {
  const decay = option(options, 'decay');
  return { rate: learningRate, decay, rest: 1 - decay, epsilon: option(options, 'epsilon') };
}

/**
 * v ← a v + (1−a) g², p ← p − lr g / (√v + ε): PyTorch's form, not centred, without momentum, ε outside the
 * root. Source: Tieleman and Hinton 2012.
 */
export const rmsprop: Optimizer = {
  name: 'RMSprop',
  sentence: 'Steps divided by each weight’s recent gradient size. What Nøkland’s DFA code uses.',
  source: 'Tieleman and Hinton 2012',
  options: {
    decay: {
      label: 'Decay',
      sentence: 'Decay of the mean of past squared gradients.',
      default: 0.99,
      min: 0,
      max: MOST_DECAY,
    },
    epsilon: epsilonOption,
  },
  scaleFree: true,
  slots: 1,
  factors,
  update: (parameter, gradient, [v0], context) => {
    if (v0 === undefined) throw new Error('RMSprop needs one tensor of state.');
    const { rate, decay, rest, epsilon } = factors(context);
    const v = v0.mul(decay).add(gradient.square().mul(rest));
    const step = gradient.mul(rate).div(v.sqrt().add(epsilon));
    return { parameter: parameter.sub(step), state: [v] };
  },
};
