/** Weights are updated in place on wasm: tensors derived from them earlier must not change. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import { alignedFeedback } from '../core/feedback/forwardPath';
import type { Kernels } from '../core/kernels';
import { createNetwork } from '../core/network/network';
import { trainStep } from '../core/passes/step';
import { rules } from '../core/rules';
import { firstBatch, tinyConfig, tinyData } from '../core/testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** The same samples with one output: the output's W is a column, so its transpose may share its memory. */
function oneNumber() {
  const data = tinyData();
  const split = (part: typeof data.train) => ({
    ...part,
    targets: { kind: 'values' as const, values: Float32Array.from({ length: part.size }, (_, i) => i % 3) },
  });
  return { ...data, outputs: 1, train: split(data.train), test: split(data.test) };
}

it.each(['fa', 'dfa'] as const)('%s: B copied from the forward weights stays unchanged', async (rule) => {
  const data = oneNumber();
  const config = tinyConfig({ rule, optimizer: 'adam', outputActivation: 'linear', loss: 'mse' });
  const net = createNetwork(config, { inputs: data.inputs, outputs: 1 }, undefined, kernels);
  const weights = net.layers.map((layer) => layer.weights);
  net.setFeedback((alignedFeedback(rules[rule], net.layers) ?? []) as Tensor2D[]);
  const read = () =>
    Promise.all([...net.feedback, ...weights].map(async (tensor) => [...(await tensor.data())]));
  const before = await read();
  trainStep(net, firstBatch(data, 5), undefined);
  const after = await read();
  const copies = net.feedback.length;
  expect(after.slice(0, copies)).toEqual(before.slice(0, copies));
  expect(after.slice(copies)).not.toEqual(before.slice(copies));
  net.dispose();
});
