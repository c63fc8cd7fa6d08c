import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../scripts/python';
import type { NamedArray } from '../../core/run/checkpoint';
import { useCpu } from '../../core/testSupport';
import { writeTensors } from '../../experiment/files/safetensors';
import { networkFormats } from '../formats';
import { trained, unitColumns } from '../testSupport';
import { readWeights } from './read';

beforeAll(useCpu);

const array = (shape: readonly number[], values: readonly number[]): NamedArray => ({
  shape,
  values: Float32Array.from(values),
});
const file = (arrays: Readonly<Record<string, NamedArray>>, metadata = {}) =>
  writeTensors({ metadata, arrays: new Map(Object.entries(arrays)) });
const problemOf = (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  readWeights(name, bytes).then(
    () => 'none',
    (error: Error) => `${error.name} ${error.message}`,
  );

describe('the lab’s own files', () => {
  it.each(['npz', 'safetensors'] as const)(
    '%s: the network’s parameters come back, under one id',
    async (id) => {
      const { network } = await trained(
        { hidden: [4, 5], rule: 'f3-error', activation: 'relu' },
        unitColumns(),
      );
      const { about, weights } = await readWeights(`My net.${id}`, await networkFormats[id].write(network));
      const parameters = Object.entries(network.arrays).filter(([name]) => name.startsWith('layer'));
      expect(weights.arrays).toEqual(Object.fromEntries(parameters));
      expect(about.id).toMatch(/^my-net-[0-9a-f]{12}$/);
      expect(about.settings.hidden).toEqual([4, 5]);
      expect(about.settings.activation).toBe(id === 'safetensors' ? 'relu' : undefined);
      expect(about.said).toBe(
        id === 'safetensors' ? 'Trained by F³-Error on unit-columns, seed 3, 1 epoch.' : undefined,
      );
    },
  );

  it('both formats have the same checksum, other numbers another', async () => {
    const { network } = await trained({ hidden: [4] }, unitColumns());
    const idOf = async (id: 'npz' | 'safetensors', one = network) =>
      (await readWeights(`net.${id}`, await networkFormats[id].write(one))).about.id;
    expect(await idOf('npz')).toBe(await idOf('safetensors'));
    const { network: other } = await trained({ hidden: [4], seed: 5 }, unitColumns());
    expect(await idOf('npz', other)).not.toBe(await idOf('npz'));
  });
});

describe('PyTorch’s names', () => {
  const W1 = array([2, 3], [1, 2, 3, 4, 5, 6]);
  const W2 = array([1, 2], [7, 8]);
  const expected = {
    'layer1.W': array([3, 2], [1, 4, 2, 5, 3, 6]),
    'layer1.b': array([2], [0.5, -0.5]),
    'layer2.W': array([2, 1], [7, 8]),
  };

  it.each([
    ['called layers', { 'layer1.weight': W1, 'layer1.bias': array([2], [0.5, -0.5]), 'layer2.weight': W2 }],
    ['numbered', { '2.weight': W1, '2.bias': array([2], [0.5, -0.5]), '10.weight': W2 }],
    [
      'named against the order',
      { 'output.weight': W1, 'output.bias': array([2], [0.5, -0.5]), 'a.weight': W2 },
    ],
  ])('%s: [units, inputs] is turned, from the input up', async (_, arrays) => {
    const { weights, about } = await readWeights('n.safetensors', file(arrays));
    expect(weights.arrays).toEqual(expected);
    expect(about.settings).toEqual({ hidden: [2] });
  });

  it('with many layers without numbers no orders are tried', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'];
    const square = array([2, 2], [1, 2, 3, 4]);
    const all = Object.fromEntries(names.map((name) => [`${name}.weight`, square]));
    const last = {
      'z.weight': array(
        [5, 5],
        Array.from({ length: 25 }, () => 1),
      ),
    };
    expect(await problemOf('n.safetensors', file({ ...all, ...last }))).toMatch(
      /^DamagedFile does not tell the order of its layers: a.weight \[2, 2\], /,
    );
  });

  it('the order of square layers with names is refused', async () => {
    const square = array([2, 2], [1, 2, 3, 4]);
    expect(await problemOf('n.safetensors', file({ 'enc.weight': square, 'dec.weight': square }))).toBe(
      'DamagedFile does not tell the order of its layers: dec.weight [2, 2], enc.weight [2, 2]. Number their names from the input up, such as 1.weight, 2.weight',
    );
  });

  it.each([
    [
      { '0.weight': W2, '1.weight': W2 },
      /has layers that do not stand on each other: 0.weight \[1, 2\], 1.weight \[1, 2\]/,
    ],
    [
      { '0.weight': W1, '0.bias': array([3], [1, 2, 3]) },
      /has “0.bias” of shape \[3\] beside “0.weight” of shape \[2, 3\]: it needs \[2\]/,
    ],
    [{ '0.weight': W1, '0.running_mean': array([2], [1, 2]) }, /has “0.running_mean” beside the weights/],
    [
      { '0.weight': array([1, 1, 1, 1], [1]) },
      /has “0.weight” of shape \[1, 1, 1, 1\], which no dense layer has/,
    ],
  ])('%#', async (arrays, message) => {
    expect(await problemOf('n.safetensors', file(arrays))).toMatch(message);
  });
});

describe('a file that no run can start from', () => {
  it.each([
    [
      'other names',
      file({ kernel: array([1], [1]) }),
      'has no layers: “kernel” is in it; name its arrays layer1.W',
    ],
    ['nothing', file({}), 'has no layers: nothing is in it'],
    [
      'not a number',
      file({ 'layer1.W': array([1, 2], [1, Number.NaN]) }),
      'has NaN in its layer1.W, at place 1',
    ],
    [
      'a checkpoint',
      file({}, { format: 'f3-lab checkpoint' }),
      'is a checkpoint, of several runs perhaps: `lab export',
    ],
    [
      'another format',
      new TextEncoder().encode('weights, but as text'),
      'does not begin as a safetensors file does',
    ],
    ['no archive', new TextEncoder().encode('weights.'), 'is not an NPZ archive, or is damaged', 'w.npz'],
    ['a broken archive', Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9), 'is damaged: it begins as an archive does'],
    [
      'no array inside',
      zipSync({ 'layer1.W.npy': new Uint8Array(80) }),
      'cannot be read. This is not an NPY file.',
    ],
  ])('%s', async (_, bytes, message, name = 'w.safetensors') => {
    expect(await problemOf(name, bytes as Uint8Array<ArrayBuffer>)).toContain(`DamagedFile ${message}`);
  });

  it('numbers of half precision say how to save them', async () => {
    const bytes = file({ 'layer1.W': array([1], [1]) });
    const text = new TextDecoder('latin1').decode(bytes).replace('"F32"', '"F16"');
    const wrong = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(await problemOf('w.safetensors', wrong)).toContain(
      'has the array “layer1.W”, whose type is "F16", not F32: save it as F32 (in PyTorch: tensor.float())',
    );
  });
});

const python = findPython('numpy');
describe.skipIf(python === undefined)('archives that NumPy wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['savez', 'float32'],
    ['savez_compressed', 'float64'],
    ['savez', 'float16'],
  ])('%s, %s, one array in Fortran order', async (save, type) => {
    const path = join(folder, `${save}-${type}.npz`);
    const code = `import numpy as np
W1 = np.arange(6, dtype="${type}").reshape(3, 2) / 4
np.${save}("${path}", **{"layer1.W": np.asfortranarray(W1), "layer1.b": np.array([1, -2], "${type}"), "layer2.W": np.ones((2, 1), "${type}")})`;
    execFileSync(python as string, ['-c', code]);
    const { weights, about } = await readWeights('n.npz', new Uint8Array(readFileSync(path)));
    expect(weights.arrays).toEqual({
      'layer1.W': array([3, 2], [0, 0.25, 0.5, 0.75, 1, 1.25]),
      'layer1.b': array([2], [1, -2]),
      'layer2.W': array([2, 1], [1, 1]),
    });
    expect(about.settings).toEqual({ hidden: [2] });
  });
});
