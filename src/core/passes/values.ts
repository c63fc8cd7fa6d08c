/** The forward pass without updates. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Network } from '../network/network';

/**
 * h_0 … h_{K-1} of a batch, and the last layer's values, from which `head` computes y.
 * @param done called after each layer (from 0)
 */
export function valuesOf(
  { layers }: Pick<Network, 'layers'>,
  x: Tensor2D,
  done: (layer: number) => void = () => undefined,
): Tensor2D[] {
  const h: Tensor2D[] = [x];
  for (const [i, layer] of layers.entries()) {
    h.push(layer.forward(h[h.length - 1] as Tensor2D));
    done(i);
  }
  return h;
}

/** h_0 … h_K from the result of `valuesOf`. */
export const activationsOf = ({ head }: Pick<Network, 'head'>, values: readonly Tensor2D[]): Tensor2D[] => [
  ...values.slice(0, -1),
  head.output(values[values.length - 1] as Tensor2D).y,
];
