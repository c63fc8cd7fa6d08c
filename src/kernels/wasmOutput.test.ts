import { memory, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import { activations } from '../core/activation';
import { losses } from '../core/loss';
import { createStream } from '../core/rng';
import { wasmOutputDelta } from './wasmOutput';

beforeAll(async () => {
  await startBackend('wasm');
});

const stream = createStream(3, 'outputs');

it.each([
  ['bce', 'sigmoid'],
  ['mse', 'linear'],
] as const)(
  '%s on %s: the plain delta and the plain loss, and no tensor besides',
  async (loss, activation) => {
    const z = Float32Array.from({ length: 60 }, () => 3 * stream.normal());
    // Saturated on both sides, rightly and wrongly.
    z.set([0, 200, -200, 200, -200, 17, -17]);
    const targets = Float32Array.from(z, (_, i) => (loss === 'bce' ? Number(i % 3 === 0) : stream.normal()));
    const target = tensor2d(targets, [12, 5]);
    const y = tidy(() => activations[activation].apply(tensor2d(z, [12, 5])));
    const plain = tidy(() => activations[activation].pullBack(losses[loss].gradient(y, target), y));
    const reported = tidy(() => losses[loss].report(y, target));
    const before = memory().numTensors;
    const found = wasmOutputDelta(loss, activation, y, target);
    expect(memory().numTensors).toBe(before + 2);
    const [dz, expected] = [(await found?.dz.data()) as Float32Array, await plain.data()];
    for (const [i, value] of expected.entries()) expect(dz[i]).toBeCloseTo(value as number, 6);
    const [right = Number.NaN] = await reported.data();
    expect((await found?.loss.data())?.[0]).toBeCloseTo(right, Math.abs(right) > 100 ? 1 : 4);
  },
);

it('leaves other pairs to plain operations', () => {
  const y = tensor2d([0.5, 0.5], [1, 2]) as Tensor2D;
  expect(wasmOutputDelta('ce', 'softmax', y, y)).toBeUndefined();
  expect(wasmOutputDelta('bce', 'softmax', y, y)).toBeUndefined();
  expect(wasmOutputDelta('mse', 'sigmoid', y, y)).toBeUndefined();
});

it('tells what is not a number', async () => {
  const y = tensor2d([Number.NaN, 0.5], [1, 2]) as Tensor2D;
  const found = wasmOutputDelta('mse', 'linear', y, tensor2d([0, 0], [1, 2]) as Tensor2D);
  expect((await found?.loss.data())?.[0]).toBeNaN();
  expect(await found?.dz.data()).toEqual(Float32Array.of(Number.NaN, 0.5));
});
