/** Dummy block: a dense layer with halved z, h' = f((h W + b) / 2), and the matching derivatives. */
import { activations } from '../../src/core/blocks/activation';
import { dense } from '../../src/core/blocks/dense';

export const dummyBlock: typeof dense = {
  ...dense,
  name: 'Dummy block',
  sentence: 'A dense layer at half volume.',
  source: 'A test of this lab',
  forward: ({ activation, parameters: { W, b } }, h) =>
    activations[activation].apply(h.matMul(W).add(b).mul(0.5)),
  linear: ({ W }) => W.mul(0.5),
  vjp: (layer, h, delta, through) => dense.vjp(layer, h, delta, through).mul(0.5),
  gradients: (layer, h, delta) => {
    const { W, b } = dense.gradients(layer, h, delta);
    return { W: W.mul(0.5), b: b.mul(0.5) };
  },
  describe: () => ({ weights: 'W', wired: false }),
};
