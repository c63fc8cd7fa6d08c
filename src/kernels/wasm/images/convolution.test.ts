/** The bits of the convolution's kernels, and the memory that they write. */
import { type Tensor, type Tensor2D, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../cli/backend';
import '../../../core/ops';
import { type Layer, transposed } from '../../../core/blocks/block';
import { type ChainedBlock, chainOf } from '../../../core/blocks/chain';
import { hiddenLayer } from '../../../core/blocks/hidden';
import type { BlockKernels } from '../../../core/kernels';
import { createStream } from '../../../core/random/rng';
import { wasmMemory } from '../memory';

let own: Required<BlockKernels>;
beforeAll(async () => {
  own = (await startBackend('wasm')).blocks?.convolution as typeof own;
});

const stream = createStream(9, 'convolution');
const draw = (shape: readonly number[]): Tensor =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()),
    [...shape],
  );

/** The image, and channels, kernel, stride and padding. */
const cases: readonly (readonly [readonly [number, number, number], readonly number[]])[] = [
  [
    [1, 1, 1],
    [1, 1, 1, 0],
  ],
  [
    [1, 12, 12],
    [9, 5, 1, 2],
  ],
  [
    [3, 9, 8],
    [7, 3, 2, 1],
  ],
  [
    [5, 6, 10],
    [11, 1, 1, 0],
  ],
  [
    [2, 11, 5],
    [5, 5, 3, 2],
  ],
  [
    [6, 4, 5],
    [17, 3, 1, 0],
  ],
  [
    [11, 7, 7],
    [3, 4, 1, 1],
  ],
];

function setUp(
  shape: readonly number[],
  [channels = 1, kernel = 1, stride = 1, padding = 0]: readonly number[],
) {
  const inputs = shape.reduce((a, b) => a * b, 1);
  const hidden = hiddenLayer('convolution', { channels, kernel, stride, padding, pool: 1 });
  const link = chainOf({ inputs, outputs: 1, shape }, [hidden])[0] as ChainedBlock;
  const { block, below: _, id: __, ...place } = link;
  const specs = Object.entries(block.parameters(place));
  const parameters = Object.fromEntries(specs.map(([name, one]) => [name, draw(one.shape)]));
  const layer: Layer = { activation: 'tanh', place, parameters };
  return { block, layer, h: draw([4, inputs]) as Tensor2D, dh: draw([4, place.output.size]) as Tensor2D };
}
type Case = ReturnType<typeof setUp>;

/** What the kernels give, with W and with a substitute for it. */
function all({ layer, h, dh }: Case): Tensor[] {
  const out = own.forward(layer, h);
  const delta = { dh, h: out };
  const B = transposed((layer.parameters.W as Tensor2D).transpose() as Tensor2D);
  const { W, b } = own.gradients(layer, h, delta);
  return [
    out,
    own.vjp(layer, h, delta, layer.parameters),
    own.vjp(layer, h, delta, { W: B }),
    W as Tensor,
    b as Tensor,
  ];
}
const bitsOf = (tensors: readonly Tensor[]) => Promise.all(tensors.map((one) => one.data()));

describe.each(cases)('%j, %j', (shape, options) => {
  it('blocks of four and of five rows give the same bits', async () => {
    const one = setUp(shape, options);
    wasmMemory().assembly.takeRows(5);
    const five = await bitsOf(all(one));
    wasmMemory().assembly.takeRows(4);
    expect(await bitsOf(all(one))).toEqual(five);
    // W lies otherwise, and no number is another.
    expect(five[2]).toEqual(five[1]);
  });

  it('z has the bits of plain operations', async () => {
    const { block, layer, h } = setUp(shape, options);
    const linear = { ...layer, activation: 'linear' } as const;
    expect(await own.forward(linear, h).data()).toEqual(await block.forward(linear, h).data());
  });

  it('samples do not depend on each other', async () => {
    const one = setUp(shape, options);
    const [out, dh] = await bitsOf(all(one).slice(0, 2));
    for (let n = 0; n < 4; n++) {
      const alone = tidy(() => all({ ...one, h: one.h.rows(n, 1), dh: one.dh.rows(n, 1) }).slice(0, 2));
      const part = (values: ArrayLike<number> | undefined, size: number) =>
        (values as Float32Array).slice(n * size, (n + 1) * size);
      const [ownOut, ownDh] = await bitsOf(alone);
      expect(ownOut).toEqual(part(out, one.dh.shape[1]));
      expect(ownDh).toEqual(part(dh, one.h.shape[1]));
    }
  });

  it('nothing behind the workspace is written', async () => {
    const { assembly, workspace, floats } = wasmMemory();
    const [channels = 1, kernel = 1, stride = 1, padding = 0] = options;
    for (const rows of [5, 4]) {
      assembly.takeRows(rows);
      const one = setUp(shape, options);
      const needed = assembly.convolutionWorkspace(...shape, kernel, stride, padding, channels);
      const guard = workspace(needed + 64) + 4 * needed;
      floats(guard, 64).fill(0.25);
      for (const tensor of all(one)) tensor.dispose();
      expect(workspace(needed) + 4 * needed).toBe(guard);
      expect(floats(guard, 64)).toEqual(new Float32Array(64).fill(0.25));
    }
  });
});

it('NaN stays, so that divergence is detected', async () => {
  const { layer, h } = setUp([1, 4, 4], [2, 3, 1, 1]);
  const values = Float32Array.from(await h.data());
  values[5] = Number.NaN;
  const found = await own.forward(layer, tensor2d(values, [4, 16])).data();
  // The second pixel of the second row is in the windows of the upper left nine pixels.
  const reached = Array.from({ length: 32 }, (_, i) => i % 16 < 12 && i % 4 < 3);
  expect([...found.subarray(0, 32)].map(Number.isNaN)).toEqual(reached);
  expect([...found.subarray(32)].some(Number.isNaN)).toBe(false);
});
