import type { Optimizer } from './optimizer';
import { epsilonOption, MOST_DECAY } from './options';

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
  slots: 1,
  update: (parameter, gradient, [v0], { learningRate, options: { decay, epsilon } }) => {
    if (v0 === undefined || decay === undefined || epsilon === undefined)
      throw new Error('RMSprop needs one tensor of state, its decay and epsilon.');
    const v = v0.mul(decay).add(gradient.square().mul(1 - decay));
    const step = gradient.mul(learningRate).div(v.sqrt().add(epsilon));
    return { parameter: parameter.sub(step), state: [v] };
  },
};
