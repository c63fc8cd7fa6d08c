/** What blocks have in common in a graph. */
import { expressed, type TrainedLayer } from '../../layers';
import type { Graph } from './graph';

/** A value in the graph, and its shape without the samples: [n], [channels, height, width] or [tokens, dims]. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

const operations = {
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  relu: 'Relu',
  softmax: 'Softmax',
  /** No operation. */
  linear: '',
} as const satisfies Readonly<Record<string, string>>;

/** f(z). Softmax is over the last axis, which is ONNX's default from opset 13 on. */
export function activated(graph: Graph, layer: TrainedLayer, z: string, name: string): string {
  const operation = expressed(operations, layer.activation, layer, 'ONNX');
  return operation === '' ? z : graph.node(operation, name, [z]);
}

/** The same numbers in another shape; the number of samples (0: as it is) stays. */
export function reshaped(graph: Graph, value: Value, shape: readonly number[], name: string): Value {
  if (value.shape.length === shape.length && value.shape.every((size, i) => size === shape[i])) return value;
  const sizes = graph.integers(`${name}.shape`, [0, ...shape]);
  return { name: graph.node('Reshape', name, [value.name, sizes]), shape };
}
