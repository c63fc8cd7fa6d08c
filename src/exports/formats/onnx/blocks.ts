/** The lab's blocks in operations of ONNX, opset 17. Images are [N, channels, height, width] there, as in the lab. */
import { expressed, permuted, type TrainedLayer } from '../../layers';
import type { Graph } from './graph';
import { transformer } from './transformer';
import { activated, reshaped, type Value } from './values';

/** f(h W + b) */
function denseOf(graph: Graph, layer: TrainedLayer, h: Value): Value {
  const { name, weight, input, output } = layer;
  const flat = reshaped(graph, h, [input.size], `${name}.flat`);
  const [W, b] = [graph.floats(`${name}.W`, weight('W')), graph.floats(`${name}.b`, weight('b'))];
  const z = graph.node('Gemm', `${name}.z`, [flat.name, W, b]);
  return { name: activated(graph, layer, z, `${name}.f`), shape: [output.size] };
}

/** h + f(h W + b) */
function residual(graph: Graph, layer: TrainedLayer, h: Value): Value {
  const flat = reshaped(graph, h, [layer.input.size], `${layer.name}.flat`);
  const branch = denseOf(graph, layer, flat);
  return { name: graph.node('Add', `${layer.name}.sum`, [flat.name, branch.name]), shape: flat.shape };
}

/** f(W * h + b), with the filters as [channels', channels, kernel, kernel]. */
function convolution(graph: Graph, layer: TrainedLayer, h: Value): Value {
  const { name, weight, input, output, options } = layer;
  const { kernel = 1, stride = 1, padding = 0 } = options;
  const [channels = 1] = input.shape;
  const [filters = 1] = output.shape;
  const maps = reshaped(graph, h, input.shape, `${name}.maps`);
  const W = permuted(weight('W'), [channels, kernel, kernel, filters], [3, 0, 1, 2]);
  const inputs = [maps.name, graph.floats(`${name}.W`, W), graph.floats(`${name}.b`, weight('b'))];
  const z = graph.node('Conv', `${name}.z`, inputs, {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
  });
  return { name: activated(graph, layer, z, `${name}.f`), shape: output.shape };
}

/** What a layer reads of the border below: the maxima of its windows, where it is pooled. */
function read(graph: Graph, { name, below, input }: TrainedLayer, h: Value): Value {
  const { pool, shape } = below;
  if (pool === undefined) return h;
  const maps = reshaped(graph, h, shape, `${name}.unpooled`);
  const sides = [pool, pool];
  const pooled = graph.node('MaxPool', `${name}.pooled`, [maps.name], {
    kernel_shape: sides,
    strides: sides,
  });
  return { name: pooled, shape: input.shape };
}

type Build = (graph: Graph, layer: TrainedLayer, h: Value) => Value;
const builds: Readonly<Record<string, Build>> = { dense: denseOf, residual, convolution, transformer };

/** Adds a layer; `h` is what the layer below makes. @throws {NotExpressible} */
export const addLayer: Build = (graph, layer, h) =>
  expressed(builds, layer.id, layer, 'ONNX')(graph, layer, read(graph, layer, h));
