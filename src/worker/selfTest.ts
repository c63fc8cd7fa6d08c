/** Short tests of a backend by real training steps: is it right, and how fast is it. */

import { gatherBatch } from '../core/batches';
import type { Dataset } from '../core/dataset';
import { createErrorMemory, informationOf } from '../core/memory';
import type { Kernels } from '../core/network';
import { createNetwork } from '../core/network';
import { trainStep } from '../core/passes/step';
import { createStream } from '../core/rng';
import type { RuleId } from '../core/rules';
import { plainSettings, type RunSpec } from '../core/run/spec';

function probeConfig(rule: RuleId, hidden: number[]): RunSpec {
  return {
    ...plainSettings,
    dataset: 'probe',
    rule,
    hidden,
    activation: 'tanh',
    outputActivation: 'sigmoid',
    loss: 'bce',
    errorTransform: 'one-hot',
    optimizer: 'adam',
    learningRate: 0.001,
    batchSize: 50,
    epochs: 1,
    seed: 0,
  };
}

function probeData(inputs: number, outputs: number): Dataset {
  const stream = createStream(0, 'probe');
  const size = 50;
  const split = {
    size,
    inputs: Float32Array.from({ length: size * inputs }, () => stream.uniform(-1, 1)),
    targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(outputs)) },
  } as const;
  return { id: 'probe', inputs, outputs, mean: 0, deviation: 1, train: split, test: split };
}

/** Trains a fixed network on one fixed batch and hands out a step to repeat. */
function createProbe(rule: RuleId, inputs: number, hidden: number[], outputs: number, kernels: Kernels) {
  const data = probeData(inputs, outputs);
  const config = probeConfig(rule, hidden);
  const net = createNetwork(config, inputs, outputs, undefined, kernels);
  const batch = gatherBatch(
    data,
    data.train,
    Uint32Array.from({ length: data.train.size }, (_, i) => i),
  );
  const information = informationOf(config);
  const targets = batch.target.dataSync() as Float32Array;
  const memory = information && createErrorMemory(targets, outputs, information, kernels);
  return {
    net,
    step: () => trainStep(net, batch, memory),
    dispose: () => {
      net.dispose();
      memory?.dispose();
      for (const tensor of [batch.x, batch.target, batch.indices]) tensor.dispose();
    },
  };
}

/** Every weight after one step of BP and one of F³, of a small network: equal on every right backend. */
export async function selfTestValues(kernels: Kernels): Promise<Float32Array> {
  const values: number[] = [];
  for (const rule of ['bp', 'f3-error'] as const) {
    const probe = createProbe(rule, 30, [20, 16], 4, kernels);
    values.push(...(await probe.step().data()));
    for (const { W, b } of probe.net.layers) values.push(...(await W.data()), ...(await b.data()));
    probe.dispose();
  }
  return Float32Array.from(values);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

/** Median milliseconds of a step of F³-Error, 784-500-10, batch 50, within about `budget` milliseconds. */
export async function measureStep(kernels: Kernels, budget: number): Promise<number> {
  const end = performance.now() + budget;
  const probe = createProbe('f3-error', 784, [500], 10, kernels);
  await probe.step().data();
  const times: number[] = [];
  while (times.length < 9 && (times.length === 0 || performance.now() < end)) {
    const from = performance.now();
    await probe.step().data();
    times.push(performance.now() - from);
  }
  probe.dispose();
  return median(times.sort((a, b) => a - b));
}
