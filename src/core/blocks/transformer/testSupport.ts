/** The transformer block in TensorFlow.js' own operations, which it differentiates. */
import {
  matMul,
  moments,
  reshape,
  softmax,
  split,
  type Tensor,
  type Tensor2D,
  transpose,
} from '@tensorflow/tfjs-core';
import '../../ops';
import { activations } from '../activation';
import type { Layer, Named } from '../block';
import { sizesOf } from './sizes';

/** @param weights the block's parameters @param h [N, n] @returns [N, tokens · dims] */
export function transformerOracle(
  { activation, place }: Pick<Layer, 'activation' | 'place'>,
  weights: Named<Tensor>,
  h: Tensor2D,
): Tensor2D {
  const { dims, tokens, heads, key, embeds } = sizesOf(place.options);
  const [samples] = h.shape;
  const of = (name: string) => weights[name] as Tensor2D;
  const layer = (x: Tensor2D, W: string, b: string) => matMul(x, of(W)).add(of(b)) as Tensor2D;
  const norm = (x: Tensor2D, name: 'A' | 'M') => {
    const { mean, variance } = moments(x, 1, true);
    const hat = x.sub(mean).div(variance.add(1e-5).sqrt());
    return hat.mul(of(`gain${name}`)).add(of(`bias${name}`)) as Tensor2D;
  };
  const entered = reshape(embeds ? layer(h, 'embed', 'embedBias') : h, [-1, dims]) as Tensor2D;
  const parts = split(matMul(norm(entered, 'A'), of('qkv')), 3, 1).map((one) =>
    transpose(reshape(one, [samples, tokens, heads, key]), [0, 2, 1, 3]),
  ) as [Tensor, Tensor, Tensor];
  const [q, k, v] = parts;
  const taken = matMul(softmax(matMul(q, k, false, true).div(Math.sqrt(key))), v);
  const together = reshape(transpose(taken, [0, 2, 1, 3]), [-1, heads * key]) as Tensor2D;
  const x = entered.add(layer(together, 'out', 'outBias')) as Tensor2D;
  const hidden = activations[activation].apply(layer(norm(x, 'M'), 'up', 'upBias'));
  return reshape(x.add(layer(hidden, 'down', 'downBias')), [samples, -1]);
}
