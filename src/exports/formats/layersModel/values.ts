/** What blocks have in common in a model. */
import { expressed, type TrainedLayer, type Weight } from '../../layers';
import type { Topology } from './topology';

/**
 * A value in the model without the samples: [n], [tokens, dims], or maps as [height, width, channels], which is what
 * TensorFlow.js computes with on every backend. In [n] maps are as in the lab: [channels, height, width], row-major.
 */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

const activationNames = {
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  relu: 'relu',
  linear: 'linear',
  softmax: 'softmax',
} as const satisfies Readonly<Record<string, string>>;

export const activationOf = (layer: TrainedLayer): string =>
  expressed(activationNames, layer.activation, layer, 'TensorFlow.js LayersModel');

/** Maps as the numbers of the lab, [n], and back: the axes that follow the samples count from 1. */
export function flattened(topology: Topology, { name, shape }: Value, to: string): Value {
  const size = shape.reduce((product, n) => product * n, 1);
  if (shape.length === 1) return { name, shape };
  const rows =
    shape.length === 3 ? topology.add('Permute', `${to}_channels_first`, [name], { dims: [3, 1, 2] }) : name;
  return { name: topology.add('Reshape', `${to}_flat`, [rows], { target_shape: [size] }), shape: [size] };
}

/** @param shape [channels, height, width] */
export function asMaps(topology: Topology, value: Value, shape: readonly number[], to: string): Value {
  if (value.shape.length === 3) return value;
  const [channels = 1, height = 1, width = 1] = shape;
  const flat = flattened(topology, value, to);
  const maps = topology.add('Reshape', `${to}_maps`, [flat.name], { target_shape: [...shape] });
  const name = topology.add('Permute', `${to}_channels_last`, [maps], { dims: [2, 3, 1] });
  return { name, shape: [height, width, channels] };
}

/** f(x W + b), over the last axis. */
export function dense(
  topology: Topology,
  name: string,
  x: string,
  { kernel, bias }: { readonly kernel: Weight; readonly bias?: Weight },
  activation = 'linear',
): string {
  const config = { units: kernel.shape[1], activation, use_bias: bias !== undefined };
  return topology.add('Dense', name, [x], config, { kernel, ...(bias ? { bias } : {}) });
}
