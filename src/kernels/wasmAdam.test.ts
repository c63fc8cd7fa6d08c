import { memory, randomNormal, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import { adam } from '../core/optimizers/adam';
import { optionValues } from '../core/options';
import { wasmAdamUpdate } from './wasmAdam';

beforeAll(async () => {
  await startBackend('wasm');
});

it.each([
  { title: 'its defaults', given: {} },
  { title: 'other options', given: { beta1: 0.5, beta2: 0.8, epsilon: 0.01 } },
])(
  'equals the plain update over many steps with $title, and makes no tensor but its results',
  async ({ given }) => {
    const start = randomNormal([7, 13], 0, 1, 'float32', 1);
    let plain = { parameter: start as Tensor, state: [zeros([7, 13]), zeros([7, 13])] as readonly Tensor[] };
    let fused = plain;
    for (let t = 1; t <= 50; t++) {
      const gradient = randomNormal([7, 13], 0, 0.1, 'float32', t);
      const context = { learningRate: 0.01, t, options: optionValues(adam.options, given) };
      plain = tidyUpdate(() => adam.update(plain.parameter, gradient, plain.state, context));
      const before = memory().numTensors;
      fused = wasmAdamUpdate(fused.parameter, gradient, fused.state, context) as typeof fused;
      expect(memory().numTensors).toBe(before + 3);
    }
    expect(await worst(plain.parameter, fused.parameter)).toBeLessThan(1e-5);
    expect(await worst(plain.state[0] as Tensor, fused.state[0] as Tensor)).toBeLessThan(1e-6);
    expect(await worst(plain.state[1] as Tensor, fused.state[1] as Tensor)).toBeLessThan(1e-6);
  },
);

/** Largest difference. */
async function worst(a: Tensor, b: Tensor): Promise<number> {
  const [left, right] = [await a.data(), await b.data()];
  return Math.max(...left.map((value, i) => Math.abs(value - (right[i] as number))));
}

function tidyUpdate(update: () => { parameter: Tensor; state: readonly Tensor[] }) {
  const { parameter, m, v } = tidy(() => {
    const next = update();
    return { parameter: next.parameter, m: next.state[0] as Tensor, v: next.state[1] as Tensor };
  });
  return { parameter, state: [m, v] };
}
