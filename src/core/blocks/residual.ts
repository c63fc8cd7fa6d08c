import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type Block, type Delta, dhOf, type Layer } from './block';
import { type Dense, dense } from './dense';

const MOST = 8192;

/** f(z) from h and h' = h + f(z), to within rounding: no second product. */
const activated = (h: Tensor2D, out: Tensor2D): Tensor2D => out.sub(h);

/** The delta of the dense block inside: dh' reaches it unchanged. */
const inside = (layer: Layer<Dense>, h: Tensor2D, delta: Delta): Delta =>
  'dz' in delta ? { dh: delta.dz, h: dense.forward(layer, h) } : { dh: delta.dh, h: activated(h, delta.h) };

/**
 * h' = h + f(h W + b), W [n, n]: dh = dh' + (dh' ⊙ f'(z)) Wᵀ, dW = hᵀ (dh' ⊙ f'(z)). A delta passes the sum unchanged, so
 * that a substitute for W replaces it in the second term only. Source: He, Zhang, Ren and Sun 2016.
 */
export const residual: Block<Dense> = {
  name: 'Residual',
  sentence: 'A dense layer that adds to what enters it: h + f(h W + b).',
  source: 'He, Zhang, Ren and Sun 2016, equation 1, with one dense layer as F',
  options: {
    units: {
      label: 'Units',
      sentence: 'Outputs of the layer: as many as enter, to which they are added.',
      default: 64,
      min: 1,
      max: MOST,
      whole: true,
    },
  },
  problem: ({ size }, { units }) => {
    if (size === units) return undefined;
    const way = size > MOST ? 'Put' : `Choose ${size} units, or put`;
    return `adds its ${units} units to the ${size} numbers that enter it. ${way} a dense layer of ${units} before it.`;
  },
  suited: ({ size }) => ({ units: Math.min(size, MOST) }),
  // An image plus numbers is an image.
  shapes: ({ size, shape }, { units = 0 }) => ({ size: units, shape: size === units ? shape : [units] }),
  parameters: dense.parameters,
  start: dense.start,
  forward: (layer, h) => h.add(dense.forward(layer, h)),
  linear: ({ W }) => W.plusIdentity(),
  activated,
  vjp: (layer, h, delta, through) => dhOf(delta).add(dense.vjp(layer, h, inside(layer, h, delta), through)),
  gradients: (layer, h, delta) => dense.gradients(layer, h, inside(layer, h, delta)),
  cost: dense.cost,
  describe: () => ({ weights: 'W', wired: true, skips: true }),
};
