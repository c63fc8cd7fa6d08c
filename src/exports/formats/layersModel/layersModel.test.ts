/** TensorFlow.js itself reads the file and answers raw inputs. */
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { useCpu } from '../../../core/testSupport';
import { NotExpressible, saidOf } from '../../network';
import { exportCases, furthest, trained, unitColumns } from '../../testSupport';
import { layersModel } from './layersModel';

interface Tensor {
  readonly data: () => Promise<Float32Array>;
}
/** What the test uses of `@tensorflow/tfjs`. */
interface TfPackage {
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor2d: (values: Float32Array, shape: [number, number]) => Tensor;
  readonly loadLayersModel: (handler: { load: () => Promise<object> }) => Promise<{
    readonly predict: (x: Tensor) => Tensor;
    readonly getUserDefinedMetadata: () => object;
  }>;
}
// Its typings would clash with those of `core/ops`.
const wholePackage: string = '@tensorflow/tfjs';
let tf: TfPackage;
beforeAll(async () => {
  tf = (await import(wholePackage)) as TfPackage;
  await useCpu();
  await tf.setBackend('cpu');
});

function filesOf(zip: Uint8Array) {
  const { 'model.json': json, 'weights.bin': weights, ...others } = unzipSync(zip);
  expect(Object.keys(others)).toEqual([]);
  const { modelTopology, weightsManifest, ...rest } = JSON.parse(new TextDecoder().decode(json));
  const [{ weights: weightSpecs, paths }] = weightsManifest;
  expect(paths).toEqual(['weights.bin']);
  return { modelTopology, weightSpecs, weightData: weights?.slice().buffer, ...rest };
}

const load = async (zip: Uint8Array) => tf.loadLayersModel({ load: async () => filesOf(zip) });

describe('the model answers raw inputs as the lab does', () => {
  it.each(exportCases)('%s', async (_, changes, data) => {
    const { network, raw, outputs } = await trained(changes, data);
    const model = await load(await layersModel.write(network));
    const x = tf.tensor2d(raw, [raw.length / data.inputs, data.inputs]);
    expect(furthest(await model.predict(x).data(), outputs)).toBeLessThan(1e-6);
  });
});

it('says what it is', async () => {
  const { network } = await trained({}, unitColumns());
  const zip = await layersModel.write(network);
  expect((await load(zip)).getUserDefinedMetadata()).toEqual(saidOf(network));
  expect(filesOf(zip)).toMatchObject({ format: 'layers-model', generatedBy: 'F³ Lab 0.1.0' });
});

it('equal networks are equal files', async () => {
  const { network } = await trained({}, unitColumns());
  expect(await layersModel.write(network)).toEqual(await layersModel.write(network));
});

it('a block or activation that it does not know is refused with the layer and a way out', async () => {
  const { network } = await trained({}, unitColumns());
  const spec = { ...network.spec, activation: 'swish' as 'tanh' };
  const write = async () => layersModel.write({ ...network, spec });
  await expect(write()).rejects.toThrow(NotExpressible);
  await expect(write()).rejects.toThrow(
    'layer1 (7): TensorFlow.js LayersModel has no counterpart of “swish”. Choose NPZ or safetensors, which hold the weights of every network.',
  );
});
