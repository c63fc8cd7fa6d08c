/** For every block and activation the wasm kernels agree with plain operations. */
import { memory, type Tensor, type Tensor2D, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import '../core/ops';
import { type BlockId, blockIds } from '../core/blocks';
import { activationIds } from '../core/blocks/activation';
import { type Delta, type Layer, transposed } from '../core/blocks/block';
import { type ChainedBlock, chainOf, chainProblem, type Ends } from '../core/blocks/chain';
import { type HiddenLayer, hiddenLayer, layerText, unitsOf, withUnits } from '../core/blocks/hidden';
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

/** A block in a place: its options, and what enters. */
interface Standing {
  readonly text: string;
  readonly samples: number;
  readonly ends: Ends;
  readonly layer: HiddenLayer;
}

const dense = [
  [1, 1, 1],
  [5, 7, 9],
  [33, 31, 40],
].map(
  ([samples = 1, inputs = 1, units = 1]): Standing => ({
    text: `${samples} samples, ${inputs} to ${units} units`,
    ...{ samples, ends: { inputs, outputs: 1 }, layer: units },
  }),
);

/** Samples, the image, and channels, kernel, stride and padding. */
const images: readonly (readonly [number, readonly [number, number, number], readonly number[]])[] = [
  [1, [1, 1, 1], [1, 1, 1, 0]],
  [3, [1, 7, 6], [4, 3, 1, 1]],
  [2, [1, 12, 12], [9, 5, 1, 2]],
  [4, [3, 9, 8], [7, 3, 2, 1]],
  [3, [5, 6, 10], [11, 1, 1, 0]],
  [2, [2, 11, 5], [5, 5, 3, 2]],
  [5, [6, 4, 5], [17, 3, 1, 0]],
  [2, [4, 8, 9], [8, 1, 2, 1]],
  [3, [7, 5, 5], [6, 4, 1, 2]],
];
const convolutions = images.map(
  ([samples, shape, [channels = 1, kernel = 1, stride = 1, padding = 0]]): Standing => {
    const inputs = shape.reduce((a, b) => a * b, 1);
    const layer = hiddenLayer('convolution', { channels, kernel, stride, padding, pool: 1 });
    return {
      text: `${samples} × ${shape.join(' × ')}, ${layerText(layer)}`,
      samples,
      ends: { inputs, outputs: 1, shape },
      layer,
    };
  },
);

/** Samples, numbers that enter, and dims, tokens, heads, key, MLP units; those that enter are the tokens where they can be. */
const tokens: readonly (readonly [number, number, readonly number[]])[] = [
  [1, 1, [1, 1, 1, 1, 1]],
  [3, 12, [4, 3, 2, 5, 7]],
  [5, 30, [5, 6, 3, 9, 4]],
  [2, 7, [8, 17, 1, 33, 3]],
];
const transformers = tokens.map(
  ([samples, inputs, [dims = 1, count = 1, heads = 1, key = 1, mlp = 1]]): Standing => {
    const options = { dims, tokens: count, heads, key, mlp, embedding: dims * count === inputs ? 0 : 1 };
    const layer = hiddenLayer('transformer', options);
    return {
      text: `${samples} × ${inputs}, ${layerText(layer)}`,
      samples,
      ends: { inputs, outputs: 1 },
      layer,
    };
  },
);

/** Blocks without sizes of their own here stand where dense layers do, with as many units as fit. */
const standingsOf = (id: BlockId): readonly Standing[] => {
  if (id === 'convolution') return convolutions;
  if (id === 'transformer') return transformers;
  return id === 'dense' ? dense : dense.map((one) => standingOf(id, one));
};

function standingOf(id: BlockId, { samples, ends, layer }: Standing): Standing {
  const wanted = withUnits(hiddenLayer(id, {}), unitsOf(layer));
  const own = chainProblem(ends, [wanted]) ? withUnits(wanted, ends.inputs) : wanted;
  return { text: `${samples} × ${ends.inputs}, ${layerText(own)}`, samples, ends, layer: own };
}

function setUp(id: BlockId, activation: Layer['activation'], { samples, ends, layer: hidden }: Standing) {
  const { block, below: _, id: __, ...place } = chainOf(ends, [hidden])[0] as ChainedBlock;
  const specs = Object.entries(block.parameters(place));
  // Through several matrices numbers would become large, and they are compared in absolute terms.
  const scale = block.severalMatrices ? 0.3 : 1;
  const layer: Layer = {
    ...{ activation, place },
    parameters: Object.fromEntries(specs.map(([name, { shape }]) => [name, draw(shape).mul(scale)])),
  };
  const h = draw([samples, place.input.size]) as Tensor2D;
  const dh = draw([samples, place.output.size]) as Tensor2D;
  const out = block.forward(layer, h);
  const deltas: Delta[] = [{ dh, h: out }, { dz: dh }];
  const own: BlockKernels = kernels.blocks?.[id] ?? {};
  return { block, layer, h, deltas, own, weights: block.describe(place).weights };
}

/** What `act` gives, and that no other tensor is left. @param count of its tensors */
function leaving<T>(count: number, act: () => T): T {
  const before = memory().numTensors;
  const result = act();
  expect(memory().numTensors).toBe(before + count);
  return result;
}

const cases = blockIds.flatMap((id) => activationIds.map((activation) => ({ id, activation })));
describe.each(cases)('$id with $activation', ({ id, activation }) => {
  it.each(standingsOf(id))('$text: forward, vjp and gradients', async (standing) => {
    const { block, layer, h, deltas, own, weights } = setUp(id, activation, standing);
    const { forward, vjp, gradients } = own;
    if (forward)
      await expectClose(
        leaving(1, () => forward(layer, h)),
        block.forward(layer, h),
        'forward',
      );
    for (const delta of gradients ? deltas : []) {
      const plain = block.gradients(layer, h, delta);
      const found = leaving(Object.keys(plain).length, () => gradients?.(layer, h, delta));
      for (const [name, one] of Object.entries(plain))
        await expectClose(found?.[name], one, `gradient of ${name}`);
    }
    if (!vjp) return;
    const B = transposed((layer.parameters[weights] as Tensor2D).transpose() as Tensor2D);
    const substitutes = block.severalMatrices ? [] : [{ [weights]: B }];
    for (const through of [layer.parameters, ...substitutes])
      for (const delta of deltas)
        await expectClose(
          leaving(1, () => vjp(layer, h, delta, through)),
          block.vjp(layer, h, delta, through),
          'vjp',
        );
  });

  it.each(optimizerIds)(
    '%s: the in-place update equals gradients and the plain update',
    async (optimizer) => {
      for (const standing of standingsOf(id)) {
        const { block, layer, h, deltas, own } = setUp(id, activation, standing);
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
          leaving(0, () => learn({ ...layer, slots }, h, delta, context));
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
