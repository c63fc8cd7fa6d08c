/** Counts what training steps ask of a WebGPU device, and provides a device without a GPU that computes nothing. */
import { memory } from '@tensorflow/tfjs-core';
import type { HiddenLayer } from '../../core/blocks/hidden';
import type { ErrorInformation } from '../../core/errorMemory/errorInformation';
import {
  createErrorMemory,
  createOneHotMemory,
  type ErrorMemory,
  informationOf,
} from '../../core/errorMemory/memory';
import type { Kernels } from '../../core/kernels';
import { createNetwork } from '../../core/network/network';
import { trainStep } from '../../core/passes/step';
import { createStream } from '../../core/random/rng';
import { prepareKernels } from '../../core/run/run';
import { plainSettings, type RunSpec } from '../../core/run/spec';
import { batchSource, disposeBatch, gatherBatch, gatherTargets } from '../../core/samples/batches';
import type { Dataset } from '../../core/samples/dataset';
import { everyOne } from '../../core/trainer/places';

const counted = {
  dispatches: 0,
  compiled: 0,
  readBack: 0,
  mapped: 0,
  groups: 0,
  uploads: 0,
  submissions: 0,
  buffers: 0,
  destroyed: 0,
};

function count<T extends object>(prototype: T, method: keyof T & string, key: keyof typeof counted): void {
  const original = prototype[method] as (...values: unknown[]) => unknown;
  Object.assign(prototype, {
    [method](this: T, ...values: unknown[]) {
      counted[key] += 1;
      return original.apply(this, values);
    },
  });
}

/** Call once per realm, where WebGPU's classes are globals. */
export function countCalls(): void {
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  count(GPUDevice.prototype, 'createComputePipeline', 'compiled');
  count(GPUBuffer.prototype, 'mapAsync', 'readBack');
  count(GPUBuffer.prototype, 'getMappedRange', 'mapped');
  count(GPUDevice.prototype, 'createBindGroup', 'groups');
  count(GPUQueue.prototype, 'writeBuffer', 'uploads');
  count(GPUQueue.prototype, 'submit', 'submissions');
  count(GPUDevice.prototype, 'createBuffer', 'buffers');
  count(GPUBuffer.prototype, 'destroy', 'destroyed');
}

function take(key: keyof typeof counted): number {
  const value = counted[key];
  counted[key] = 0;
  return value;
}

/** Since it was last asked. */
export const takeDispatches = (): number => take('dispatches');

export interface Counts {
  /** By step, the first one after `prepare` included. */
  readonly dispatches: readonly number[];
  /** Pipelines that the first step had to wait for. */
  readonly compiled: number;
  /** Buffers read back, in all steps. */
  readonly readBack: number;
  /** Buffers written through a mapping, in all steps. */
  readonly mapped: number;
  /** Tensors that the last step did not dispose. */
  readonly leaked: number;
}

const [INPUTS, OUTPUTS, STEPS] = [40, 10, 3];
const shape = [1, 5, 8];

const base: RunSpec = {
  ...plainSettings,
  dataset: 'random',
  rule: 'bp',
  hidden: [24, 16],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: 50,
  epochs: 1,
  seed: 0,
};

function dataset(size: number): Dataset {
  const stream = createStream(1, 'counted steps');
  const split = {
    size,
    inputs: Float32Array.from({ length: size * INPUTS }, () => stream.normal()),
    targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(OUTPUTS)) },
  } as const;
  const sizes = { inputs: INPUTS, outputs: OUTPUTS, shape };
  return { id: 'random', ...sizes, mean: 0, deviation: 1, train: split, test: split };
}

function memoryOf(config: RunSpec, { train }: Dataset, kernels: Kernels): ErrorMemory | undefined {
  const information: ErrorInformation | undefined = informationOf(config);
  if (!information) return undefined;
  return information.transform.oneNumber
    ? createOneHotMemory(train.size, information, kernels)
    : createErrorMemory(gatherTargets(train, everyOne(train.size), OUTPUTS), OUTPUTS, information, kernels);
}

/** Trains three batches as a run does, on the current backend. @param kernels none: plain operations */
export async function countSteps(changes: Partial<RunSpec>, kernels: Kernels): Promise<Counts> {
  const config: RunSpec = { ...base, ...changes };
  const { batchSize } = config;
  const set = dataset(STEPS * batchSize);
  await prepareKernels(config, { kernels });
  const net = createNetwork(config, { inputs: INPUTS, outputs: OUTPUTS, shape }, undefined, kernels);
  const errors = memoryOf(config, set, kernels);
  for (const key of Object.keys(counted) as (keyof typeof counted)[]) take(key);
  const dispatches: number[] = [];
  let [compiled, leaked] = [0, 0];
  for (let b = 0; b < STEPS; b++) {
    const before = memory().numTensors;
    const batch = gatherBatch(
      set,
      set.train,
      everyOne(set.train.size).subarray(b * batchSize, (b + 1) * batchSize),
    );
    trainStep(net, batch, errors).dispose();
    disposeBatch(batch);
    dispatches.push(take('dispatches'));
    if (b === 0) compiled = take('compiled');
    leaked = memory().numTensors - before;
  }
  const [readBack, mapped] = [take('readBack'), take('mapped')];
  net.dispose();
  errors?.dispose();
  return { dispatches, compiled, readBack, mapped, leaked };
}

/** What steps ask of the device, on average. */
export type RepeatedCounts = Readonly<
  Record<'dispatches' | 'groups' | 'uploads' | 'submissions' | 'buffers' | 'readBack', number>
>;

/** Counts repeated steps, after the first submissions. @param steps a multiple of those of a submission */
export async function countRepeated(
  changes: Partial<RunSpec>,
  kernels: Kernels,
  steps: number,
): Promise<RepeatedCounts> {
  const config: RunSpec = { ...base, ...changes };
  const { batchSize } = config;
  const set = dataset(batchSize);
  await prepareKernels(config, { kernels });
  const net = createNetwork(config, { inputs: INPUTS, outputs: OUTPUTS, shape }, undefined, kernels);
  const errors = memoryOf(config, set, kernels);
  const source = batchSource(set, set.train, everyOne(batchSize));
  const train = (): void => {
    for (let k = 0; k < steps; k++)
      net.tape?.step(source, (batch) => trainStep(net, batch, errors)).dispose();
  };
  train();
  for (const key of Object.keys(counted) as (keyof typeof counted)[]) take(key);
  train();
  const keys = ['dispatches', 'groups', 'uploads', 'submissions', 'buffers', 'readBack'] as const;
  const counts = Object.fromEntries(keys.map((key) => [key, take(key) / steps])) as RepeatedCounts;
  net.dispose();
  errors?.dispose();
  return counts;
}

/** Buffers on the device. */
export const liveBuffers = (): number => counted.buffers - counted.destroyed;

/** At most three dispatches per dense layer, the output layer included, and two per step. */
export const mostDispatches = (hidden: readonly HiddenLayer[]): number => 3 * (hidden.length + 1) + 2;

class NullBuffer {
  readonly #bytes: ArrayBuffer;
  constructor(
    readonly size: number,
    readonly usage: number,
  ) {
    this.#bytes = new ArrayBuffer(size);
  }
  mapAsync(): Promise<void> {
    return Promise.resolve();
  }
  getMappedRange(): ArrayBuffer {
    return this.#bytes;
  }
  unmap(): void {}
  destroy(): void {}
}

class NullPass {
  setPipeline(): void {}
  setBindGroup(): void {}
  dispatchWorkgroups(): void {}
  end(): void {}
}

class NullEncoder {
  beginComputePass = () => new NullPass();
  copyBufferToBuffer(): void {}
  finish = () => ({});
}

class NullQueue {
  submit(): void {}
  writeBuffer(): void {}
  onSubmittedWorkDone = (): Promise<void> => Promise.resolve();
}

class NullDevice {
  readonly features = new Set<string>();
  readonly limits = {
    maxBufferSize: 2 ** 28,
    maxStorageBufferBindingSize: 2 ** 27,
    maxStorageBuffersPerShaderStage: 16,
    minUniformBufferOffsetAlignment: 256,
    maxComputeWorkgroupsPerDimension: 65_535,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupStorageSize: 16_384,
  };
  readonly queue = new NullQueue();
  createBuffer({ size, usage }: { size: number; usage: number }): NullBuffer {
    return new NullBuffer(size, usage);
  }
  createComputePipeline(_descriptor: object): object {
    return { getBindGroupLayout: () => ({}) };
  }
  createComputePipelineAsync(_descriptor: object): Promise<object> {
    return Promise.resolve({ getBindGroupLayout: () => ({}) });
  }
  createShaderModule = () => ({});
  createBindGroupLayout = () => ({});
  createPipelineLayout = () => ({});
  createBindGroup(_descriptor: object): object {
    return {};
  }
  createCommandEncoder = () => new NullEncoder();
}

/** WebGPU's globals over a device that accepts everything and computes nothing: all results are 0. */
export const nullGpu = {
  navigator: { gpu: {} },
  GPUDevice: NullDevice,
  GPUQueue: NullQueue,
  GPUBuffer: NullBuffer,
  GPUComputePassEncoder: NullPass,
  GPUShaderStage: { COMPUTE: 4 },
  GPUMapMode: { READ: 1, WRITE: 2 },
  GPUBufferUsage: { MAP_READ: 1, MAP_WRITE: 2, COPY_SRC: 4, COPY_DST: 8, UNIFORM: 64, STORAGE: 128 },
};

export const nullDevice = (): GPUDevice => new NullDevice() as unknown as GPUDevice;
