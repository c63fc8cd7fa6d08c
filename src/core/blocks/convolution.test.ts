/** What a convolution in plain operations holds at once: its cost model's workspace, however large the batch. */
import { memory, profile, type Tensor2D, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import '../ops';
import { useCpu } from '../testSupport';
import type { Layer } from './block';
import { type ChainedBlock, chainOf } from './chain';
import { hiddenLayer } from './hidden';

beforeAll(useCpu);

/** Three pieces; the padded maps are larger than their windows. */
const SAMPLES = 500;
const options = { channels: 1, kernel: 1, stride: 4, padding: 0, pool: 1 };
const ends = { inputs: 8 * 48 * 48, outputs: 2, shape: [8, 48, 48] };
const { block, below, id, ...place } = chainOf(ends, [
  hiddenLayer('convolution', options),
])[0] as ChainedBlock;
const values = Float32Array.from({ length: SAMPLES * below.size }, (_, i) => (i % 257) / 257);

function setUp() {
  const W = tensor([1, -2, 0.5, 3, 0.25, -1, 2, -0.5], [8, 1]);
  const layer: Layer = { activation: 'tanh', place, parameters: { W, b: tensor([0.1]) } };
  return { layer, h: tensor(values, [SAMPLES, place.input.size]) as Tensor2D };
}

it('forward, vjp and gradients hold no more than the workspace beside what goes in and comes out', async () => {
  expect(id).toBe('convolution');
  const { layer, h } = setUp();
  const dz = zeros([SAMPLES, place.output.size]) as Tensor2D;
  const workspace = block.cost(place).workspace?.(SAMPLES) ?? 0;
  for (const [name, compute] of [
    ['forward', () => block.forward(layer, h)],
    ['vjp', () => block.vjp(layer, h, { dz }, layer.parameters)],
    ['gradients', () => Object.values(block.gradients(layer, h, { dz }))],
  ] as const) {
    const before = memory().numBytes;
    const { peakBytes, newBytes } = await profile(() => tidy(compute as () => Tensor2D));
    // The result, and its pieces before they are joined.
    expect((peakBytes - before) / 4, name).toBeLessThan(workspace + (2 * newBytes) / 4);
  }
  // Nine million numbers in plain JavaScript, perhaps beside other tests.
}, 120_000);

it('the pieces of a batch give what single samples give', () => {
  const { layer, h } = setUp();
  const whole = block.forward(layer, h);
  for (const sample of [0, 226, 227, 228, 499]) {
    const own = block.forward(layer, h.rows(sample, 1)).dataSync();
    expect([...whole.rows(sample, 1).dataSync()]).toEqual([...own]);
  }
});
