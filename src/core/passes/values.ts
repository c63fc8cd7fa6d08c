/** The forward pass alone. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { forward } from '../blocks/dense';
import type { Network } from '../network/network';

/** h_0 … h_{K-1} of a batch, and the last layer's values, of which `head` makes y. */
export function valuesOf(net: Pick<Network, 'layers' | 'kernels'>, x: Tensor2D): Tensor2D[] {
  const h: Tensor2D[] = [x];
  const one = net.kernels.forward ?? forward;
  for (const layer of net.layers) h.push(one(layer, h[h.length - 1] as Tensor2D));
  return h;
}

/** h_0 … h_K of what `valuesOf` gave. */
export const activationsOf = ({ head }: Pick<Network, 'head'>, values: readonly Tensor2D[]): Tensor2D[] => [
  ...values.slice(0, -1),
  head.output(values[values.length - 1] as Tensor2D).y,
];
