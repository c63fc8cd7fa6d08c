import { layersOf } from '../../layers';
import { NotExpressible, saidOf, type TrainedNetwork } from '../../network';
import type { NetworkFormat } from '../format';
import { addLayer } from './blocks';
import { createGraph, type Graph } from './graph';
import { dataTypes, type ModelProto, type NodeProto, type ValueInfoProto } from './schema';
import type { Value } from './values';

/** What ONNX 1.12 (2022) and every later version reads. */
const IR_VERSION = 8;
const OPSET = 17;
/** Protobuf's limit of a message. */
const MOST_BYTES = 2 ** 31 - 1;
/** Enough for the operations and names of any network. */
const ROOM = 2 ** 20;

const INPUTS = 'inputs';
const OUTPUTS = 'outputs';

/** x = (raw − mean) / deviation */
function standardised(graph: Graph, { mean, deviation, ends }: TrainedNetwork): Value {
  const constant = (name: string, value: number | Float32Array): string =>
    graph.floats(
      name,
      typeof value === 'number'
        ? { shape: [], values: Float32Array.of(value) }
        : { shape: [ends.inputs], values: value },
    );
  const centred = graph.node('Sub', 'centred', [INPUTS, constant('mean', mean)]);
  const x = graph.node('Div', 'x', [centred, constant('deviation', deviation)]);
  return { name: x, shape: [ends.inputs] };
}

/** The last operation makes the outputs. */
const withOutputs = (nodes: readonly NodeProto[]): NodeProto[] =>
  nodes.map((node, i) => (i === nodes.length - 1 ? { ...node, output: [OUTPUTS] } : node));

/** [N, size] */
const matrixInfo = (name: string, size: number, docString: string): ValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType: dataTypes.float,
      shape: { dim: [{ dimParam: 'N' }, { dimValue: size }] },
    },
  },
  docString,
});

function modelOf(network: TrainedNetwork): ModelProto {
  const { run, epoch, ends } = network;
  const graph = createGraph();
  let value = standardised(graph, network);
  for (const layer of layersOf(network)) value = addLayer(graph, layer, value);
  const title = `${run} after ${epoch} ${epoch === 1 ? 'epoch' : 'epochs'}`;
  const shape = ends.shape ? `: [${ends.shape.join(', ')}], row-major` : '';
  const raw = `Raw, as the data set keeps them: bytes 0 … 255 of pixels, columns in their own units, less their offset${shape}.`;
  return {
    irVersion: IR_VERSION,
    producerName: 'f3-lab',
    docString: `A network trained by F³ Lab: ${title}. It standardises its inputs itself.`,
    graph: {
      node: withOutputs(graph.nodes),
      name: run,
      initializer: graph.initializers,
      docString: title,
      input: [matrixInfo(INPUTS, ends.inputs, raw)],
      output: [matrixInfo(OUTPUTS, ends.outputs, 'After the output activation.')],
    },
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: Object.entries(saidOf(network)).map(([key, value]) => ({ key, value })),
  };
}

function refuseLarge({ arrays }: TrainedNetwork): void {
  const bytes = Object.entries(arrays)
    .filter(([name]) => name.startsWith('layer'))
    .reduce((sum, [, { values }]) => sum + values.byteLength, 0);
  if (bytes > MOST_BYTES - ROOM)
    throw new NotExpressible(
      `ONNX: the weights take ${(bytes / 2 ** 30).toFixed(1)} GiB, and a file holds less than 2 GiB. Choose safetensors.`,
    );
}

/** `inputs` [N, n_0], raw, to `outputs` [N, C]; weights as `layer1.W`, in ONNX's order of axes. */
export const onnx: NetworkFormat = {
  name: 'ONNX',
  use: 'the whole network',
  sentence: 'The whole network, from raw inputs to outputs, for ONNX Runtime, Netron and many others.',
  extension: 'onnx',
  mediaType: 'application/octet-stream',
  write: async (network) => {
    refuseLarge(network);
    const model = modelOf(network);
    // Not part of the page's first load.
    const { modelBytes } = await import('./bytes');
    return modelBytes(model);
  },
};
