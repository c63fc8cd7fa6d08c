/** For every block and activation the wasm kernels agree with plain operations. */
import { memory, type Tensor, type Tensor2D, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import { type BlockId, blockIds } from '../core/blocks';
import { activationIds } from '../core/blocks/activation';
import { type Delta, type Layer, transposed } from '../core/blocks/block';
import { chainOf } from '../core/blocks/chain';
import type { BlockKernels, Kernels, Slot } from '../core/kernels';
import { optimizerIds, optimizers } from '../core/optimizers';
import type { Optimizer } from '../core/optimizers/optimizer';
import { optionValues } from '../core/options';
import { createStream } from '../core/random/rng';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

const stream = createStream(6, 'blocks by kernels');
const draw = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()),
    [...shape],
  );

async function expectClose(own: Tensor | undefined, plain: Tensor, what: string): Promise<void> {
  expect(own?.shape, what).toEqual(plain.shape);
  const [a, b] = [await (own as Tensor).data(), await plain.data()];
  for (const [i, value] of b.entries()) expect(a[i], `${what}, entry ${i}`).toBeCloseTo(value as number, 4);
}

const sizes: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [5, 7, 9],
  [33, 31, 40],
];

function setUp(id: BlockId, activation: Layer['activation'], [N, inputs, units]: (typeof sizes)[number]) {
  const { block, input, output } = chainOf([inputs, units, 1], id)[0] as ReturnType<typeof chainOf>[0];
  const specs = Object.entries(block.parameters(input, output));
  const layer: Layer = {
    activation,
    parameters: Object.fromEntries(specs.map(([name, { shape }]) => [name, draw(shape)])),
  };
  const h = draw([N, input.size]) as Tensor2D;
  const dh = draw([N, output.size]) as Tensor2D;
  const out = block.forward(layer, h);
  const deltas: Delta[] = [{ dh, h: out }, { dz: dh }];
  const own: BlockKernels = kernels.blocks?.[id] ?? {};
  return { block, layer, h, deltas, own, weights: block.describe(input, output).weights };
}

const cases = blockIds.flatMap((id) => activationIds.map((activation) => ({ id, activation })));
describe.each(cases)('$id with $activation', ({ id, activation }) => {
  it.each(sizes)('%i samples, %i to %i units: forward and vjp', async (...size) => {
    const { block, layer, h, deltas, own, weights } = setUp(id, activation, size);
    const { forward, vjp } = own;
    if (forward) await expectClose(forward(layer, h), block.forward(layer, h), 'forward');
    if (!vjp) return;
    const B = transposed((layer.parameters[weights] as Tensor2D).transpose() as Tensor2D);
    for (const parameters of [layer.parameters, { ...layer.parameters, [weights]: B }])
      for (const delta of deltas)
        await expectClose(
          vjp({ activation, parameters }, h, delta),
          block.vjp({ activation, parameters }, h, delta),
          'vjp',
        );
  });

  it.each(optimizerIds)(
    '%s: the in-place update equals gradients and the plain update',
    async (optimizer) => {
      for (const size of sizes) {
        const { block, layer, h, deltas, own } = setUp(id, activation, size);
        const learn = own.learn?.[optimizer];
        if (!learn) return;
        const { options, slots: count, update }: Optimizer = optimizers[optimizer];
        const context = { learningRate: 0.05, t: 1, options: optionValues(options, {}) };
        for (const delta of deltas) {
          const gradients = block.gradients(layer, h, delta);
          const slots: Record<string, Slot> = {};
          for (const [name, one] of Object.entries(layer.parameters))
            slots[name] = {
              parameter: one.mul(1),
              state: Array.from({ length: count }, () => zeros(one.shape)),
            };
          const before = memory().numTensors;
          learn({ activation, slots }, h, delta, context);
          expect(memory().numTensors).toBe(before);
          for (const [name, one] of Object.entries(layer.parameters)) {
            const state = Array.from({ length: count }, () => zeros(one.shape));
            const plain = tidy(() => update(one, gradients[name] as Tensor, state, context).parameter);
            await expectClose(slots[name]?.parameter, plain, `${optimizer}, ${name}`);
          }
        }
      }
    },
  );
});
