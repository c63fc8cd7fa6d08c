/**
 * Compute programs of the project's own in TensorFlow.js's WebGPU backend: they read and write tensors where they
 * lie, and are recorded into the backend's own pass, so that its order of things and its batches of submissions
 * stay as they are. Unlike its own programs they may have several outputs, and change a tensor in place.
 */
import { engine, backend as presentBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor that a program is given. */
export interface Binding {
  readonly name: string;
  readonly type: 'f32' | 'i32';
  /** Tensors that are written may be read too. */
  readonly access: 'read' | 'read_write';
}

export interface Program {
  /** Names all that changes the code. */
  readonly key: string;
  readonly bindings: readonly Binding[];
  /** WGSL; it has the bindings by their names, and `u.shape` and `u.numbers` of the call. */
  readonly code: string;
}

/** What changes from call to call, without another program. */
export interface Call {
  /** In the order of the program's bindings. */
  readonly tensors: readonly TensorInfo[];
  /** Up to four whole numbers: `u.shape`. */
  readonly shape: readonly number[];
  /** Up to eight numbers: `u.numbers[0]`, `u.numbers[1]`, four in each. */
  readonly numbers?: readonly number[];
  readonly workgroups: readonly [number, number];
}

/** Of the backend, what its typings hide. */
interface Internals {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly uniformPendingDisposal: GPUBuffer[];
  readonly bufferManager: { readonly acquireBuffer: (size: number, usage: number) => GPUBuffer };
  readonly tensorMap: { readonly get: (dataId: object) => { values: unknown; resource?: GPUBuffer } };
  readonly makeTensorInfo: (shape: number[], dtype: 'float32') => TensorInfo;
  readonly uploadToGPU: (dataId: object) => void;
  readonly ensureCommandEncoderReady: () => void;
  readonly endComputePassEncoder: () => void;
  readonly submitQueue: () => void;
}

const internals = (): Internals => presentBackend() as unknown as Internals;

/** 16 bytes of whole numbers, 32 of others. */
const UNIFORM_BYTES = 48;
const UNIFORMS = `struct Uniforms { shape: vec4<u32>, numbers: array<vec4<f32>, 2> }
@group(0) @binding(0) var<uniform> u: Uniforms;`;
/** Dispatches after which the backend hands what is recorded to the device, by its own default. */
const BATCH_OF_DISPATCHES = 15;

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

const compiled = new Map<string, Compiled>();

function descriptorOf(device: GPUDevice, { key, bindings, code }: Program) {
  const visibility = GPUShaderStage.COMPUTE;
  const buffers = bindings.map(({ access }, i): GPUBindGroupLayoutEntry => {
    const type = access === 'read' ? 'read-only-storage' : 'storage';
    return { binding: i + 1, visibility, buffer: { type } };
  });
  const layout = device.createBindGroupLayout({
    entries: [{ binding: 0, visibility, buffer: { type: 'uniform' } }, ...buffers],
  });
  const variables = bindings.map(
    ({ name, type, access }, i) =>
      `@group(0) @binding(${i + 1}) var<storage, ${access}> ${name}: array<${type}>;`,
  );
  const module = device.createShaderModule({ label: key, code: [UNIFORMS, ...variables, code].join('\n') });
  const descriptor: GPUComputePipelineDescriptor = {
    label: key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module, entryPoint: 'main' },
  };
  return { layout, descriptor };
}

/** @throws when a program is not valid here */
export async function compileAll(programs: readonly Program[]): Promise<void> {
  const { device } = internals();
  const missing = programs.filter(({ key }) => !compiled.has(key));
  await Promise.all(
    missing.map(async (program) => {
      const { layout, descriptor } = descriptorOf(device, program);
      compiled.set(program.key, { layout, pipeline: await device.createComputePipelineAsync(descriptor) });
    }),
  );
}

/** Compiles at once, which waits, what nobody prepared. */
function compiledOf(device: GPUDevice, program: Program): Compiled {
  const known = compiled.get(program.key);
  if (known) return known;
  const { layout, descriptor } = descriptorOf(device, program);
  const fresh = { layout, pipeline: device.createComputePipeline(descriptor) };
  compiled.set(program.key, fresh);
  return fresh;
}

/** What a kernel of TensorFlow.js returns, with undefined values. */
export const newInfo = (shape: number[]): TensorInfo => internals().makeTensorInfo(shape, 'float32');

/** A new tensor with undefined values. */
export function newTensor<T extends Tensor>(shape: T['shape']): T {
  return engine().makeTensorFromTensorInfo(newInfo(shape)) as T;
}

/** A buffer that the backend takes back when it has submitted what is recorded. */
function uniformsOf(backend: Internals, { shape, numbers = [] }: Call): GPUBuffer {
  const bytes = new ArrayBuffer(UNIFORM_BYTES);
  new Uint32Array(bytes).set(shape);
  new Float32Array(bytes, 16).set(numbers);
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
  const buffer = backend.bufferManager.acquireBuffer(UNIFORM_BYTES, usage);
  backend.queue.writeBuffer(buffer, 0, bytes);
  backend.uniformPendingDisposal.push(buffer);
  return buffer;
}

/** The buffer of a tensor, which is not reused before what is recorded has been submitted. */
function bufferOf(backend: Internals, { dataId }: TensorInfo, { access }: Binding): GPUBuffer {
  backend.uploadToGPU(dataId);
  backend.commandQueueOwnedIds.add(dataId);
  const data = backend.tensorMap.get(dataId);
  // Values that were once read back stay with the backend: they are the old ones now.
  if (access === 'read_write') data.values = null;
  return data.resource as GPUBuffer;
}

/** One dispatch. */
export function record(program: Program, call: Call): void {
  const backend = internals();
  const { pipeline, layout } = compiledOf(backend.device, program);
  const buffers = program.bindings.map((binding, i) =>
    bufferOf(backend, call.tensors[i] as TensorInfo, binding),
  );
  const entries = [uniformsOf(backend, call), ...buffers].map((buffer, binding) => ({
    binding,
    resource: { buffer },
  }));
  const group = backend.device.createBindGroup({ layout, entries });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= (backend.commandEncoder as GPUCommandEncoder).beginComputePass();
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, group);
  backend.computePassEncoder.dispatchWorkgroups(...call.workgroups);
  backend.dispatchCountInPass += 1;
  if (backend.dispatchCountInPass < BATCH_OF_DISPATCHES) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
