/** Evaluations and measures take their samples in parts: with the results of all at once, on wasm. */
import { type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { contextOf } from '../core/measures/taking/context';
import { guidanceOf } from '../core/measures/taking/guidance';
import { measuredBatch } from '../core/measures/taking/measuredBatch';
import { createNetwork, type Network } from '../core/network/network';
import { activationsOf, valuesOf } from '../core/passes/values';
import { createStream } from '../core/random/rng';
import { ruleIds } from '../core/rules';
import { createMemories } from '../core/run/memories';
import type { RunSpec } from '../core/run/spec';
import { gatherBatch } from '../core/samples/batches';
import { tinyConfig } from '../core/testSupport';
import { evaluate, outputsOf } from '../core/trainer/evaluate';
import { everyOne } from '../core/trainer/places';
import { bytesData } from './testSupport';
import { wasmMemory } from './wasm/memory';
import { product, productWorkspace } from './wasm/product';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** 500 samples are measured in two parts. */
const data = bytesData(
  { inputs: 12, outputs: 3, mean: 60, deviation: 70 },
  { train: 500, test: 603 },
  (stream) => stream.below(400) - 145,
);
const netOf = (config: RunSpec): Network =>
  createNetwork(config, { inputs: 12, outputs: 3 }, undefined, kernels);

/** y and the loss of all samples in one pass. */
async function atOnce(net: Network) {
  const every = everyOne(data.test.size);
  const { x, target } = gatherBatch(data, data.test, every, kernels.standardise);
  const output = net.head.output(valuesOf(net, x).at(-1) as Tensor2D);
  const loss = ((await net.head.report(output, target).mul(every.length).data())[0] as number) / every.length;
  return { y: await output.y.data(), loss };
}

it.each(['bce', 'ce', 'mse'] as const)('%s: outputs and loss have the bits of one pass', async (loss) => {
  const outputActivation = { bce: 'sigmoid', ce: 'softmax', mse: 'linear' } as const;
  const net = netOf(tinyConfig({ hidden: [9, 8], loss, outputActivation: outputActivation[loss] }));
  const right = await atOnce(net);
  const every = everyOne(data.test.size);
  expect(await outputsOf(net, data, data.test, every)).toEqual(right.y);
  expect((await evaluate(net, data, data.test, every)).loss).toBe(right.loss);
  net.dispose();
});

/** Relative distance of two tensors. */
async function distance(a: Tensor2D, b: Tensor2D): Promise<number> {
  const [u, v] = [[...(await a.data())], [...(await b.data())]];
  const square = (of: (i: number) => number) => u.reduce((sum, _, i) => sum + of(i) * of(i), 0);
  const size = Math.sqrt(square((i) => v[i] as number));
  return Math.sqrt(square((i) => (u[i] as number) - (v[i] as number))) / (size || 1);
}

const reductions = (['mean', 'sum'] as const).flatMap((lossReduction) =>
  (['mean', 'sum'] as const).map((feedbackReduction) => ({ lossReduction, feedbackReduction })),
);
const cases = ruleIds.flatMap((rule) => reductions.map((own) => ({ rule, ...own })));

it.each(cases)(
  '$rule, loss $lossReduction, feedback $feedbackReduction: gradients add up to those of one pass, deltas have their bits',
  async (own) => {
    const config = tinyConfig({ hidden: [9, 8], measures: ['norms'], ...own });
    const net = netOf(config);
    const memories = createMemories(config, data, kernels, {});
    const samples = everyOne(500);
    const batch = gatherBatch(data, data.train, samples, kernels.standardise);
    const measured = measuredBatch(data, samples, kernels.standardise);
    const context = contextOf(net, samples, measured, () => batch, memories, [], true);
    const whole = guidanceOf(net, net, batch, memories.own?.read(batch), true);
    const parts = context.own();
    for (const [i, W] of whole.W.entries()) {
      expect(parts.W[i] === undefined).toBe(W === undefined);
      if (W) expect(await distance(parts.W[i] as Tensor2D, W), `layer ${i + 1}`).toBeLessThan(3e-6);
      const dh = whole.dh[i];
      expect(await parts.dh[i]?.data()).toEqual(await dh?.data());
    }
    const h = activationsOf(net, valuesOf(net, batch.x)).slice(1);
    for (const [i, right] of h.entries())
      expect(await context.h[i]?.data(), `h ${i + 1}`).toEqual(await right.data());
    net.dispose();
  },
);

it('a product in parts has the bits of one call', async () => {
  const [M, K, N] = [501, 2100, 9];
  const stream = createStream(3, 'product');
  const random = (rows: number, columns: number) =>
    tensor2d(
      Float32Array.from({ length: rows * columns }, () => stream.normal()),
      [rows, columns],
    );
  const [A, B] = [random(M, K), random(K, N)];
  const [one, parts] = [random(M, N), random(M, N)];
  const { assembly, pointer, workspace } = wasmMemory();
  const all = assembly.gemmWorkspace(M, K);
  assembly.gemm(M, N, K, pointer(A), K, 1, pointer(B), N, 1, pointer(one), N, workspace(all));
  expect(productWorkspace(M, K)).toBeLessThan(all);
  product(M, N, K, [pointer(A), K, 1], [pointer(B), N, 1], pointer(parts), workspace(productWorkspace(M, K)));
  expect(await parts.data()).toEqual(await one.data());
  expect(await tidy(() => A.matMul(B)).data()).toEqual(await one.data());
});
