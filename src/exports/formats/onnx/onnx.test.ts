/** ONNX Runtime reads the file and answers raw inputs; Debian's onnx package checks it, where it is installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../../scripts/python';
import { useCpu } from '../../../core/testSupport';
import { NotExpressible, saidOf } from '../../network';
import { byteImages, exportCases, furthest, trained, unitColumns } from '../../testSupport';
import { onnx } from './onnx';

beforeAll(async () => {
  env.wasm.numThreads = 1;
  await useCpu();
});

async function answers(bytes: Uint8Array, raw: Float32Array, inputs: number): Promise<Float32Array> {
  const session = await InferenceSession.create(bytes);
  const tensor = new Tensor('float32', raw, [raw.length / inputs, inputs]);
  const { outputs } = await session.run({ inputs: tensor });
  await session.release();
  return outputs?.data as Float32Array;
}

describe('the model answers raw inputs as the lab does', () => {
  it.each(exportCases)('%s', async (_, changes, data) => {
    const { network, raw, outputs } = await trained(changes, data);
    const bytes = await onnx.write(network);
    expect(furthest(await answers(bytes, raw, data.inputs), outputs)).toBeLessThan(1e-6);
    // Any number of samples.
    const one = raw.subarray(0, data.inputs);
    expect(furthest(await answers(bytes, one, data.inputs), outputs.subarray(0, data.outputs))).toBeLessThan(
      1e-5,
    );
  });
});

const python = findPython('onnx');

/** Checks every file given, infers all shapes, and prints what the model says of itself. */
const CHECK = `
import json, sys, onnx
from onnx import checker, shape_inference
said = []
for path in sys.argv[1:]:
    model = onnx.load(path)
    checker.check_model(model, full_check=True)
    inferred = shape_inference.infer_shapes(model, check_type=True, strict_mode=True).graph
    known = {value.name for value in [*inferred.value_info, *inferred.output]}
    shape = lambda value: [one.dim_param or one.dim_value for one in value.type.tensor_type.shape.dim]
    said.append({
        "ir": model.ir_version,
        "opset": [[one.domain, one.version] for one in model.opset_import],
        "inputs": [[value.name, shape(value), value.doc_string] for value in model.graph.input],
        "outputs": [[value.name, shape(value)] for value in inferred.output],
        "facts": {one.key: one.value for one in model.metadata_props},
        "about": [model.doc_string, model.graph.name, model.graph.doc_string],
        "nodes": [[node.name, node.op_type] for node in model.graph.node][:3],
        "producer": model.producer_name,
        "unknown": [name for node in model.graph.node for name in node.output if name not in known],
        "weights": {one.name: list(one.dims) for one in model.graph.initializer},
    })
print(json.dumps(said))
`;

function checked(models: readonly Uint8Array[]) {
  const folder = mkdtempSync(join(tmpdir(), 'f3-onnx-'));
  try {
    const paths = models.map((_, i) => join(folder, `${i}.onnx`));
    for (const [i, path] of paths.entries()) writeFileSync(path, models[i] as Uint8Array);
    return JSON.parse(execFileSync(python ?? '', ['-c', CHECK, ...paths], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(python === undefined)('with the onnx package', () => {
  it('all models are valid, and all shapes can be inferred', async () => {
    const all = await Promise.all(exportCases.map(([, changes, data]) => trained(changes, data)));
    const said = checked(await Promise.all(all.map(({ network }) => onnx.write(network))));
    for (const [i, { network }] of all.entries()) {
      const { inputs, outputs } = network.ends;
      expect(said[i], exportCases[i]?.[0]).toMatchObject({
        ...{ ir: 8, opset: [['', 17]], unknown: [], facts: saidOf(network) },
        ...{ outputs: [['outputs', ['N', outputs]]], producer: 'f3-lab' },
        about: [
          `A network trained by F³ Lab: ${network.run} after 1 epoch. It standardises its inputs itself.`,
          ...[network.run, `${network.run} after 1 epoch`],
        ],
        ...{ nodes: [['centred', 'Sub'], ['x', 'Div'], expect.any(Array)] },
      });
      expect(said[i].inputs[0].slice(0, 2)).toEqual(['inputs', ['N', inputs]]);
    }
  });

  it('weights have the lab’s names, and ONNX’s order of axes', async () => {
    const [, changes] = exportCases.find(([name]) => name === 'a pooled convolution') ?? [];
    const { network } = await trained(changes ?? {}, byteImages());
    const [{ weights, inputs }] = checked([await onnx.write(network)]);
    expect(weights).toMatchObject({
      'layer1.W': [3, 2, 3, 3],
      'layer1.b': [3],
      'layer2.W': [18, 5],
      mean: [],
    });
    expect(inputs[0][2]).toBe(
      'Raw, as the data set keeps them: bytes 0 … 255 of pixels, columns in their own units, less their offset: [2, 6, 5], row-major.',
    );
  });
});

it.runIf(python === undefined)(
  'no Python with onnx: models are not checked (apt install python3-onnx)',
  () => {
    expect(python).toBeUndefined();
  },
);

it('a block or activation that it does not know is refused with the layer and a way out', async () => {
  const { network } = await trained({}, unitColumns());
  const spec = { ...network.spec, activation: 'swish' as 'tanh' };
  await expect(onnx.write({ ...network, spec })).rejects.toThrow(NotExpressible);
  await expect(onnx.write({ ...network, spec })).rejects.toThrow(
    'layer1 (7): ONNX has no counterpart of “swish”. Choose NPZ or safetensors, which hold the weights of every network.',
  );
});

it('weights of 2 GiB are refused', async () => {
  const { network } = await trained({}, unitColumns());
  const values = { byteLength: 2 ** 31 } as Float32Array;
  const arrays = { ...network.arrays, 'layer1.W': { shape: [6, 7], values } };
  await expect(onnx.write({ ...network, arrays })).rejects.toThrow(
    'ONNX: the weights take 2.0 GiB, and a file holds less than 2 GiB. Choose safetensors.',
  );
});
