import { zipSync } from 'fflate';
import { layersOf, perInput } from '../../layers';
import { saidOf, type TrainedNetwork } from '../../network';
import type { NetworkFormat } from '../format';
import { FILE_DATE } from '../npz';
import { addLayer } from './blocks';
import { createTopology, type NamedWeight, type Topology } from './topology';
import type { Value } from './values';

const WEIGHTS_FILE = 'weights.bin';
const INPUTS = 'inputs';

/**
 * x = (raw − mean) / deviation, as batch normalisation with a variance of 1 and the gain 1/deviation: its differences are
 * taken first, where raw · scale + offset would lose digits, and no deviation is squared.
 */
function standardised(topology: Topology, { mean, deviation, ends }: TrainedNetwork): Value {
  const shape = [ends.inputs];
  topology.add('InputLayer', INPUTS, [], { batch_input_shape: [null, ends.inputs], sparse: false });
  const vector = (values: Float32Array) => ({ shape, values });
  const name = topology.add(
    'BatchNormalization',
    'standardise',
    [INPUTS],
    { axis: -1, epsilon: 0, center: false, scale: true, trainable: false },
    {
      gamma: vector(perInput(deviation, ends.inputs).map((one) => 1 / one)),
      moving_mean: vector(perInput(mean, ends.inputs)),
      moving_variance: vector(new Float32Array(ends.inputs).fill(1)),
    },
  );
  return { name, shape };
}

function modelJson(network: TrainedNetwork, { layers, weights }: Topology, output: string): string {
  const { run } = network;
  const said = saidOf(network);
  const model = {
    class_name: 'Functional',
    config: { name: run, layers, input_layers: [[INPUTS, 0, 0]], output_layers: [[output, 0, 0]] },
    // What tf.Model.toJSON says of itself.
    keras_version: 'tfjs-layers 4.22.0',
    backend: 'tensor_flow.js',
  };
  return JSON.stringify({
    format: 'layers-model',
    generatedBy: `F³ Lab ${said.lab ?? ''}`.trimEnd(),
    convertedBy: null,
    modelTopology: model,
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: said,
  });
}

/** Weights one after the other, little-endian. */
function weightBytes(weights: readonly NamedWeight[]): Uint8Array {
  const all = new Float32Array(weights.reduce((sum, { values }) => sum + values.length, 0));
  let from = 0;
  for (const { values } of weights) {
    all.set(values, from);
    from += values.length;
  }
  return new Uint8Array(all.buffer);
}

/** The files of a model: model.json and weights.bin, as `tf.io.browserFiles` takes them. */
function filesOf(network: TrainedNetwork): Readonly<Record<string, Uint8Array>> {
  const topology = createTopology();
  let value = standardised(topology, network);
  for (const layer of layersOf(network)) value = addLayer(topology, layer, value);
  const json = modelJson(network, topology, value.name);
  return { 'model.json': new TextEncoder().encode(json), [WEIGHTS_FILE]: weightBytes(topology.weights) };
}

/** Raw inputs [N, n_0] to outputs [N, C]. Layers have the lab's names, weights Keras': "layer1/kernel". */
export const layersModel: NetworkFormat = {
  name: 'LayersModel',
  use: 'for TensorFlow.js',
  sentence:
    'The whole network for TensorFlow.js: model.json and weights.bin, which tf.loadLayersModel reads.',
  extension: 'tfjs.zip',
  mediaType: 'application/zip',
  write: (network) =>
    zipSync({ ...filesOf(network) }, { level: 0, mtime: FILE_DATE }) as Uint8Array<ArrayBuffer>,
};
