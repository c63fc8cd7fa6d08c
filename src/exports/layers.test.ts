import { beforeAll, expect, it } from 'vitest';
import { useCpu } from '../core/testSupport';
import { expressed, layersOf, permuted } from './layers';
import { NotExpressible } from './network';
import { trained, unitColumns } from './testSupport';

beforeAll(useCpu);

it('permuted: the number at (i, j, k) is that of the old axes', () => {
  const [A, B, C] = [2, 3, 4];
  const values = Float32Array.from({ length: A * B * C }, (_, n) => n);
  const { shape, values: moved } = permuted({ values }, [A, B, C], [2, 0, 1]);
  expect(shape).toEqual([C, A, B]);
  for (let a = 0; a < A; a++)
    for (let b = 0; b < B; b++)
      for (let c = 0; c < C; c++) expect(moved[(c * A + a) * B + b]).toBe(values[(a * B + b) * C + c]);
});

it('layers have activations and weights by name; a bias that is missing is 0', async () => {
  const { network } = await trained({ outputActivation: 'softmax', loss: 'ce' }, unitColumns());
  const { 'layer2.b': _, ...arrays } = network.arrays;
  const layers = layersOf({ ...network, arrays });
  expect(layers.map(({ name, text, activation }) => [name, text, activation])).toEqual([
    ['layer1', '7', 'tanh'],
    ['layer2', '5', 'tanh'],
    ['layer3', 'output', 'softmax'],
  ]);
  expect(layers[1]?.weight('b')).toEqual({ shape: [5], values: new Float32Array(5) });
  expect(layers[1]?.weight('W')).toEqual(network.arrays['layer2.W']);
});

it('weights that are missing or of another size are named', async () => {
  const { network } = await trained({}, unitColumns());
  const { 'layer3.W': _, ...arrays } = network.arrays;
  const message =
    'layer3.W: the network’s arrays hold no [5, 3] of that name. Export it from a run that is kept whole.';
  expect(() => layersOf({ ...network, arrays })[2]?.weight('W')).toThrow(message);
  const other = { ...arrays, 'layer3.W': { shape: [2, 2], values: new Float32Array(4) } };
  expect(() => layersOf({ ...network, arrays: other })[2]?.weight('W')).toThrow(message);
});

it('what a format lacks is refused with the layer, the format and a way out', () => {
  const layer = { name: 'layer2', text: 'dummy:7' };
  expect(expressed({ dense: 1 }, 'dense', layer, 'ONNX')).toBe(1);
  for (const id of ['dummy', 'constructor']) {
    const take = () => expressed({ dense: 1 }, id, layer, 'ONNX');
    expect(take).toThrow(NotExpressible);
    expect(take).toThrow(`layer2 (dummy:7): ONNX has no counterpart of “${id}”. Choose NPZ or safetensors,`);
  }
});
