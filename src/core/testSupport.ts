/** Small data and networks for this folder's tests. */
import '@tensorflow/tfjs-backend-cpu';
import { env, ready, setBackend, type Tensor2D } from '@tensorflow/tfjs-core';
import { createErrorMemory, type ErrorMemory, informationOf } from './errorMemory/memory';
import { createNetwork, drawInitialValues, type InitialValues, type Network } from './network/network';
import { createStream } from './random/rng';
import { createRun } from './run/run';
import { plainSettings, type RunSpec } from './run/spec';
import { type Batch, gatherBatch, gatherTargets } from './samples/batches';
import type { Dataset } from './samples/dataset';

export async function useCpu(): Promise<void> {
  env().set('PROD', true);
  await setBackend('cpu');
  await ready();
}

export function tinyConfig(changes: Partial<RunSpec> = {}): RunSpec {
  return {
    ...plainSettings,
    dataset: 'tiny',
    rule: 'bp',
    hidden: [7, 5],
    activation: 'tanh',
    outputActivation: 'sigmoid',
    loss: 'bce',
    optimizer: 'sgd',
    learningRate: 0.1,
    batchSize: 5,
    epochs: 2,
    seed: 3,
    ...changes,
  };
}

/** 23 samples, 6 inputs, 3 classes: no batch size divides it. */
export function tinyData(): Dataset {
  const stream = createStream(1, 'tiny data');
  const split = (size: number) => ({
    size,
    inputs: Float32Array.from({ length: size * 6 }, () => stream.normal()),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, () => stream.below(3)) },
  });
  return { id: 'tiny', inputs: 6, outputs: 3, mean: 0, deviation: 1, train: split(23), test: split(11) };
}

/** 23 images of two channels of 6 × 6 pixels, 3 classes. */
export function tinyImages(): Dataset {
  const stream = createStream(2, 'tiny images');
  const split = (size: number) => ({
    size,
    inputs: Float32Array.from({ length: size * 72 }, () => stream.normal()),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, () => stream.below(3)) },
  });
  const numbers = { outputs: 3, mean: 0, deviation: 1 };
  return { id: 'tiny-images', inputs: 72, shape: [2, 6, 6], ...numbers, train: split(23), test: split(11) };
}

/** Only the events of a run. */
export const train = (...run: Parameters<typeof createRun>) => createRun(...run).events;

export function firstBatch(data: Dataset, size: number): Batch {
  return gatherBatch(
    data,
    data.train,
    Uint32Array.from({ length: size }, (_, i) => i),
  );
}

export function tinyNetwork(config: RunSpec, initial?: InitialValues, data = tinyData()): Network {
  return createNetwork(config, data, initial ?? drawInitialValues(config, data));
}

/** All parameters, layer by layer. */
export async function valuesOf(net: Network): Promise<number[]> {
  const values: number[] = [];
  for (const { parameters } of net.layers)
    for (const one of Object.values(parameters)) values.push(...(await one.data()));
  return values;
}

/** The memory that a configuration's rule needs, over `rows` (y* when not given). */
export function memoryOf(
  config: RunSpec,
  rows?: Float32Array,
  data = tinyData(),
): ErrorMemory<Tensor2D> | undefined {
  const information = informationOf(config);
  const everyOne = Uint32Array.from({ length: data.train.size }, (_, i) => i);
  const start = rows ?? gatherTargets(data.train, everyOne, data.outputs);
  return information && createErrorMemory(start, data.outputs, information);
}
