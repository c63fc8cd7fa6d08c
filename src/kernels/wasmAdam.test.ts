import { memory, randomNormal, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import { adam } from '../core/optimizers/adam';
import { wasmAdamUpdate } from './wasmAdam';

beforeAll(async () => {
  await startBackend('wasm');
});

it('equals the plain update over many steps, and makes no tensor but its results', async () => {
  const start = randomNormal([7, 13], 0, 1, 'float32', 1);
  let plain = { parameter: start as Tensor, state: [zeros([7, 13]), zeros([7, 13])] as readonly Tensor[] };
  let fused = plain;
  for (let t = 1; t <= 50; t++) {
    const gradient = randomNormal([7, 13], 0, 0.1, 'float32', t);
    const context = { learningRate: 0.01, t };
    plain = tidyUpdate(() => adam.update(plain.parameter, gradient, plain.state, context));
    const before = memory().numTensors;
    fused = wasmAdamUpdate(fused.parameter, gradient, fused.state, context) as typeof fused;
    expect(memory().numTensors).toBe(before + 3);
  }
  const [a, b] = [await plain.parameter.data(), await fused.parameter.data()];
  expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))))).toBeLessThan(1e-5);
  const [m0, m1] = [await (plain.state[0] as Tensor).data(), await (fused.state[0] as Tensor).data()];
  expect(Math.max(...m0.map((value, i) => Math.abs(value - (m1[i] as number))))).toBeLessThan(1e-6);
});

function tidyUpdate(update: () => { parameter: Tensor; state: readonly Tensor[] }) {
  const { parameter, m, v } = tidy(() => {
    const next = update();
    return { parameter: next.parameter, m: next.state[0] as Tensor, v: next.state[1] as Tensor };
  });
  return { parameter, state: [m, v] };
}
