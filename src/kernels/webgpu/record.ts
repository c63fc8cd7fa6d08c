/**
 * Custom compute programs in TensorFlow.js's WebGPU backend. They work on tensors without copies, and are recorded into
 * the backend's own compute pass, so that its order of dispatches and its batched submissions are kept. Unlike the
 * backend's programs they may have several outputs, and may update a tensor in place.
 */
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { bufferOf, type Internals, internals, presentPass, submit } from './backend';
import { compiledOf, NUMBERS_AT, type Program, plainly, UNIFORM_BYTES } from './program';

export type { Binding, Program } from './program';

/** The arguments of one dispatch. */
export interface Call {
  /** In the order of the program's bindings. */
  readonly tensors: readonly TensorInfo[];
  /** `u.shape`: up to four unsigned integers. */
  readonly shape: readonly number[];
  /** `u.numbers`: up to eight floats, as two vec4; asked for again where the step is repeated. */
  readonly numbers?: () => readonly number[];
  readonly workgroups: readonly [number, number];
}

/** A program with its arguments. */
export interface Dispatch extends Call {
  readonly program: Program;
}

/** Takes calls, and hears of new tensors, in place of the device. */
export interface Listener {
  readonly take: (dispatch: Dispatch) => void;
  readonly made: (info: TensorInfo) => void;
}
let listener: Listener | undefined;
/** @param next undefined: calls go to the device */
export function listenToCalls(next: Listener | undefined): void {
  listener = next;
}

/** Dispatches per submission: the backend's default. */
const BATCH_OF_DISPATCHES = 15;

/** TensorInfo of a new uninitialized tensor, for a TensorFlow.js kernel to return. */
export function newInfo(shape: number[]): TensorInfo {
  const info = internals().makeTensorInfo(shape, 'float32');
  listener?.made(info);
  return info;
}

/** A new uninitialized tensor. */
export function newTensor<T extends Tensor>(shape: T['shape']): T {
  return engine().makeTensorFromTensorInfo(newInfo(shape)) as T;
}

/** A call's `u`, without `u.batch`. */
function uniformsOf({ shape, numbers }: Call): ArrayBuffer {
  const bytes = new ArrayBuffer(UNIFORM_BYTES);
  new Uint32Array(bytes).set(shape);
  if (numbers) new Float32Array(bytes).set(numbers(), NUMBERS_AT);
  return bytes;
}

/** A uniform buffer that the backend recycles after the next submission. */
function uniformBuffer(backend: Internals, call: Call): GPUBuffer {
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
  const buffer = backend.bufferManager.acquireBuffer(UNIFORM_BYTES, usage);
  backend.queue.writeBuffer(buffer, 0, uniformsOf(call));
  backend.uniformPendingDisposal.push(buffer);
  return buffer;
}

/** Records one dispatch in the backend's compute pass. */
export function dispatch({ program, ...call }: Dispatch): void {
  const backend = internals();
  const { pipeline, layout } = compiledOf(backend.device, plainly(program));
  const buffers = program.bindings.map(({ access }, i) =>
    bufferOf(backend, call.tensors[i] as TensorInfo, access === 'read_write'),
  );
  const entries = [uniformBuffer(backend, call), ...buffers].map((buffer, binding) => ({
    binding,
    resource: { buffer },
  }));
  const group = backend.device.createBindGroup({ layout, entries });
  const pass = presentPass(backend);
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group, [0]);
  pass.dispatchWorkgroups(...call.workgroups);
  backend.dispatchCountInPass += 1;
  if (backend.dispatchCountInPass >= BATCH_OF_DISPATCHES) submit(backend);
}

/** Records one dispatch. */
export function record(program: Program, call: Call): void {
  if (listener) listener.take({ program, ...call });
  else dispatch({ program, ...call });
}
