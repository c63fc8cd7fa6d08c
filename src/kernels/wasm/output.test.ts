import { memory, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import '../../core/ops';
import { activations } from '../../core/blocks/activation';
import { headOf } from '../../core/head/head';
import { confidentLogits, crossEntropyOf, signOf } from '../../core/head/testSupport';
import { createStream } from '../../core/random/rng';
import { wasmOutputDelta, wasmSoftmaxError } from './output';

beforeAll(async () => {
  await startBackend('wasm');
});

const stream = createStream(3, 'outputs');

it.each([
  ['bce', 'sigmoid'],
  ['ce', 'softmax'],
  ['mse', 'linear'],
] as const)(
  '%s on %s: gives the plain delta and loss, and leaves no other tensor',
  async (loss, activation) => {
    const z = Float32Array.from({ length: 60 }, () => 3 * stream.normal());
    // Saturated at 0 and at 1, for correct and wrong predictions.
    z.set([0, 200, -200, 200, -200, 17, -17]);
    const targets = Float32Array.from(z, (_, i) =>
      loss === 'mse' ? stream.normal() : Number(i % 5 === (i * 7) % 3),
    );
    const target = tensor2d(targets, [12, 5]);
    const head = headOf({ loss, outputActivation: activation });
    const output = head.output(activations[head.activation].apply(tensor2d(z, [12, 5])));
    const plain = tidy(() => head.delta(output.y, target));
    const reported = tidy(() => head.report(output, target));
    const before = memory().numTensors;
    const found = wasmOutputDelta(loss, activation, output, target);
    expect(memory().numTensors).toBe(before + 2);
    const [dz, expected] = [(await found?.dz.data()) as Float32Array, await plain.data()];
    for (const [i, value] of expected.entries()) expect(dz[i]).toBeCloseTo(value as number, 6);
    const [right = Number.NaN] = await reported.data();
    expect((await found?.loss.data())?.[0]).toBeCloseTo(right, Math.abs(right) > 100 ? 1 : 4);
  },
);

it('the cross-entropy of a saturated softmax matches double precision', async () => {
  const targets = confidentLogits.map((row) => row.map((_, c) => (c === 0 ? 1 : 0)));
  const expected = crossEntropyOf(confidentLogits, targets);
  const output = headOf({ loss: 'ce', outputActivation: 'softmax' }).output(
    tensor2d(confidentLogits.map((row) => [...row])),
  );
  const found = wasmOutputDelta('ce', 'softmax', output, tensor2d(targets));
  const dz = (await found?.dz.data()) ?? [];
  for (const [i, value] of expected.dz.entries()) expect(dz[i]).toBeCloseTo(value, 7);
  expect(Number((await found?.loss.data())?.[0]) / expected.loss).toBeCloseTo(1, 6);
  const E = await wasmSoftmaxError(output.y, tensor2d(targets)).data();
  for (const [i, value] of expected.error.entries()) {
    expect(E[i]).toBeCloseTo(value, 6);
    expect(Math.sign(E[i] as number)).toBe(signOf(value, targets.flat()[i] as number));
  }
});

it('returns undefined for other pairs, which use plain operations', () => {
  const y = tensor2d([0.5, 0.5], [1, 2]) as Tensor2D;
  const output = { y, z: undefined };
  expect(wasmOutputDelta('bce', 'softmax', output, y)).toBeUndefined();
  expect(wasmOutputDelta('mse', 'softmax', output, y)).toBeUndefined();
  expect(wasmOutputDelta('mse', 'sigmoid', output, y)).toBeUndefined();
});

it('propagates NaN', async () => {
  const y = tensor2d([Number.NaN, 0.5], [1, 2]) as Tensor2D;
  const target = tensor2d([0, 0], [1, 2]) as Tensor2D;
  const found = wasmOutputDelta('mse', 'linear', { y, z: undefined }, target);
  expect((await found?.loss.data())?.[0]).toBeNaN();
  expect(await found?.dz.data()).toEqual(Float32Array.of(Number.NaN, 0.5));
});

it.each([[[Number.NaN, 0, 1]], [[0, 1, Number.NaN]], [[0, Number.POSITIVE_INFINITY, 1]]])(
  'gives NaN for the logits %s',
  async (row) => {
    const output = headOf({ loss: 'ce', outputActivation: 'softmax' }).output(tensor2d([row]));
    const found = wasmOutputDelta('ce', 'softmax', output, tensor2d([[1, 0, 0]]));
    expect((await found?.loss.data())?.[0]).toBeNaN();
    expect((await found?.dz.data())?.[0]).toBeNaN();
  },
);
