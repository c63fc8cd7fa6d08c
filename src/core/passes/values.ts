/** The forward pass without updates. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Network } from '../network/network';

/** h_0 … h_{K-1} of a batch, and the last layer's values, from which `head` computes y. */
export function valuesOf({ layers }: Pick<Network, 'layers'>, x: Tensor2D): Tensor2D[] {
  const h: Tensor2D[] = [x];
  for (const layer of layers) h.push(layer.forward(h[h.length - 1] as Tensor2D));
  return h;
}

/** h_0 … h_K from the result of `valuesOf`. */
export const activationsOf = ({ head }: Pick<Network, 'head'>, values: readonly Tensor2D[]): Tensor2D[] => [
  ...values.slice(0, -1),
  head.output(values[values.length - 1] as Tensor2D).y,
];
