import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { activations } from './activation';
import { type Block, dzOf } from './block';

/** A type, not an interface, to be assignable to a record of tensors. */
export type Dense = {
  /** [n, n'] */
  readonly W: Tensor2D;
  /** [n'] */
  readonly b: Tensor1D;
};

/** h' = f(h W + b): dh = dz Wᵀ, dW = hᵀ dz, db = Σ_n dz_n. Source: Rumelhart, Hinton and Williams 1986. */
export const dense: Block<Dense> = {
  name: 'Dense',
  sentence: 'Every unit sees all numbers of the layer before.',
  source: 'Rumelhart, Hinton and Williams 1986',
  options: {
    units: {
      label: 'Units',
      sentence: 'Outputs of the layer.',
      default: 500,
      min: 1,
      max: 8192,
      whole: true,
    },
  },
  shapes: (_input, { units = 0 }) => ({ size: units, shape: [units] }),
  parameters: ({ input, output }) => ({
    W: { shape: [input.size, output.size], bias: false },
    b: { shape: [output.size], bias: true },
  }),
  start: (init, stream, { input, output }) => init.draw(stream, input.size, output.size),
  forward: ({ activation, parameters: { W, b } }, h) => activations[activation].apply(h.matMul(W).add(b)),
  linear: ({ W }) => W,
  pullBack: ({ activation }, dh, h) => activations[activation].pullBack(dh, h),
  vjp: (layer, _h, delta, { W }) => {
    if (!W) throw new Error('The vjp of a dense block needs W, or a replacement.');
    const dz = dzOf(layer, delta);
    return 'transposeOf' in W ? dz.matMul(W.transposeOf) : dz.matMulTransposed(W as Tensor2D);
  },
  gradients: (layer, h, delta) => {
    const dz = dzOf(layer, delta);
    return { W: h.transposedMatMul(dz), b: dz.sum(0) };
  },
  cost: ({ input, output }) => {
    const product = input.size * output.size;
    return { forward: product, vjp: product, gradients: product, update: product, held: 0 };
  },
  describe: () => ({ weights: 'W', wired: true }),
};
