/**
 * Custom compute programs in TensorFlow.js's WebGPU backend. They work on tensors without copies, and are recorded into
 * the backend's own compute pass, so that its order of dispatches and its batched submissions are kept. Unlike the
 * backend's programs they may have several outputs, and may update a tensor in place.
 */
import { engine, backend as presentBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** A tensor that a program binds. */
export interface Binding {
  readonly name: string;
  readonly type: 'f32' | 'i32';
  /** Written tensors may be read too. */
  readonly access: 'read' | 'read_write';
}

export interface Program {
  /** Unique to the code: the cache's key. */
  readonly key: string;
  readonly bindings: readonly Binding[];
  /** WGSL; it may use the bindings by name, and the call's `u.shape` and `u.numbers`. */
  readonly code: string;
}

/** The arguments of one dispatch. */
export interface Call {
  /** In the order of the program's bindings. */
  readonly tensors: readonly TensorInfo[];
  /** `u.shape`: up to four unsigned integers. */
  readonly shape: readonly number[];
  /** `u.numbers`: up to eight floats, as two vec4. */
  readonly numbers?: readonly number[];
  readonly workgroups: readonly [number, number];
}

/** The backend's internals that its typings omit. */
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

/** 16 bytes of `shape` and 32 of `numbers`. */
const UNIFORM_BYTES = 48;
const UNIFORMS = `struct Uniforms { shape: vec4<u32>, numbers: array<vec4<f32>, 2> }
@group(0) @binding(0) var<uniform> u: Uniforms;`;
/** Dispatches per submission: the backend's default. */
const BATCH_OF_DISPATCHES = 15;

interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Each device's pipelines, by program key. */
const pipelines = new WeakMap<GPUDevice, Map<string, Compiled>>();

function pipelinesOf(device: GPUDevice): Map<string, Compiled> {
  const known = pipelines.get(device) ?? new Map<string, Compiled>();
  pipelines.set(device, known);
  return known;
}

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

/** @throws if the device rejects a program */
export async function compileAll(programs: readonly Program[]): Promise<void> {
  const { device } = internals();
  const compiled = pipelinesOf(device);
  const missing = programs.filter(({ key }) => !compiled.has(key));
  await Promise.all(
    missing.map(async (program) => {
      const { layout, descriptor } = descriptorOf(device, program);
      compiled.set(program.key, { layout, pipeline: await device.createComputePipelineAsync(descriptor) });
    }),
  );
}

/** Compiles synchronously what `compileAll` has not compiled. */
function compiledOf(device: GPUDevice, program: Program): Compiled {
  const compiled = pipelinesOf(device);
  const known = compiled.get(program.key);
  if (known) return known;
  const { layout, descriptor } = descriptorOf(device, program);
  const fresh = { layout, pipeline: device.createComputePipeline(descriptor) };
  compiled.set(program.key, fresh);
  return fresh;
}

/** TensorInfo of a new uninitialized tensor, for a TensorFlow.js kernel to return. */
export const newInfo = (shape: number[]): TensorInfo => internals().makeTensorInfo(shape, 'float32');

/** A new uninitialized tensor. */
export function newTensor<T extends Tensor>(shape: T['shape']): T {
  return engine().makeTensorFromTensorInfo(newInfo(shape)) as T;
}

/** A uniform buffer that the backend recycles after the next submission. */
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

/** A tensor's buffer; the backend does not reuse it before the next submission. */
function bufferOf(backend: Internals, { dataId }: TensorInfo, { access }: Binding): GPUBuffer {
  backend.uploadToGPU(dataId);
  backend.commandQueueOwnedIds.add(dataId);
  const data = backend.tensorMap.get(dataId);
  // The backend caches values that were read back: the write makes them stale.
  if (access === 'read_write') data.values = null;
  return data.resource as GPUBuffer;
}

/** Records one dispatch. */
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
