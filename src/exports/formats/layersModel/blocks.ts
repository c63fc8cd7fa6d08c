/** The lab's blocks in layers of TensorFlow.js. */
import { expressed, permuted, type TrainedLayer } from '../../layers';
import type { Topology } from './topology';
import { transformer } from './transformer';
import { activationOf, asMaps, dense, flattened, type Value } from './values';

/** f(h W + b) */
function denseOf(topology: Topology, layer: TrainedLayer, h: Value): Value {
  const { name, weight, output } = layer;
  const flat = flattened(topology, h, name);
  const weights = { kernel: weight('W'), bias: weight('b') };
  return { name: dense(topology, name, flat.name, weights, activationOf(layer)), shape: [output.size] };
}

/** h + f(h W + b) */
function residual(topology: Topology, layer: TrainedLayer, h: Value): Value {
  const flat = flattened(topology, h, layer.name);
  const branch = denseOf(topology, layer, flat);
  return { name: topology.add('Add', `${layer.name}_sum`, [flat.name, branch.name]), shape: flat.shape };
}

/** Zeros around the maps; without them where there are none. */
function padded(topology: Topology, { name, options }: TrainedLayer, maps: string): string {
  const { padding = 0 } = options;
  const sides = [padding, padding];
  if (padding === 0) return maps;
  return topology.add('ZeroPadding2D', `${name}_padding`, [maps], {
    padding: [sides, sides],
    data_format: 'channels_last',
  });
}

/** f(W * h + b), with the filters as [kernel, kernel, channels, channels']. */
function convolution(topology: Topology, layer: TrainedLayer, h: Value): Value {
  const { name, weight, input, output, options } = layer;
  const { kernel = 1, stride = 1 } = options;
  const [channels = 1] = input.shape;
  const [filters = 1, height = 1, width = 1] = output.shape;
  const maps = asMaps(topology, h, input.shape, name);
  const config = {
    ...{ filters, kernel_size: [kernel, kernel], strides: [stride, stride], padding: 'valid' },
    ...{ data_format: 'channels_last', activation: activationOf(layer), use_bias: true },
  };
  const W = permuted(weight('W'), [channels, kernel, kernel, filters], [1, 2, 0, 3]);
  const weights = { kernel: W, bias: weight('b') };
  topology.add('Conv2D', name, [padded(topology, layer, maps.name)], config, weights);
  return { name, shape: [height, width, filters] };
}

/** What a layer reads of the border below: the maxima of its windows, where it is pooled. */
function read(topology: Topology, { name, below, input }: TrainedLayer, h: Value): Value {
  const { pool, shape } = below;
  if (pool === undefined) return h;
  const maps = asMaps(topology, h, shape, `${name}_unpooled`);
  const [channels = 1, height = 1, width = 1] = input.shape;
  const sides = [pool, pool];
  const config = { pool_size: sides, strides: sides, padding: 'valid', data_format: 'channels_last' };
  const pooled = topology.add('MaxPooling2D', `${name}_pooled`, [maps.name], config);
  return { name: pooled, shape: [height, width, channels] };
}

type Build = (topology: Topology, layer: TrainedLayer, h: Value) => Value;
const builds: Readonly<Record<string, Build>> = { dense: denseOf, residual, convolution, transformer };

/** Adds a layer; `h` is what the layer below makes. @throws {NotExpressible} */
export const addLayer: Build = (topology, layer, h) => {
  const build = expressed(builds, layer.id, layer, 'TensorFlow.js LayersModel');
  return build(topology, layer, read(topology, layer, h));
};
