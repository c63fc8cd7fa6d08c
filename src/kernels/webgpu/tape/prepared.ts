/**
 * A recorded step, ready to be repeated: pipelines and bind groups are made once; what differs from step to step, the
 * samples' places and the optimizer's numbers, lies in a ring that is written once per submission.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { QueuedLoss } from '../../../core/kernels';
import { bufferOf, type Internals, internals, presentPass, submit, type TensorData } from '../backend';
import {
  BATCH_AT,
  type Binding,
  type Compilable,
  type Compiled,
  compiledOf,
  NUMBERS_AT,
  type Program,
  reader,
  UNIFORM_BYTES,
} from '../program';
import type { Dispatch } from '../record';
import type { Losses } from './losses';
import type { Recording } from './recording';
import { HELPERS, type Reading, type Residents, resident } from './samples';
import { beforeSubmission, whenGone } from './watch';

/** Steps handed to the device together. */
export const STEPS = 20;

const WORD = 4;
type DataId = TensorInfo['dataId'];

/** A program with readers of the data set for some of its bindings, which are then not bound. */
function reading({ key, bindings, code }: Program, readings: readonly (Reading | undefined)[]): Compilable {
  const bound = bindings.filter((_, i) => readings[i] === undefined);
  const names = bindings.map(({ name }, i) => readings[i]?.code(name));
  if (bound.length === bindings.length)
    return { key, bindings, readers: bindings.filter(isRead).map(reader), code };
  const instead = bindings.flatMap(({ name }, i) => (readings[i] ? `${name}: ${readings[i].key}` : []));
  return {
    key: `${key} | ${instead.join(', ')}`,
    bindings: [...bound, ...resident],
    readers: [HELPERS, ...bound.filter(isRead).map(reader), ...names.filter((one) => one !== undefined)],
    code,
  };
}
const isRead = ({ access }: Binding): boolean => access === 'read';

/** A call of the step. */
interface Prepared {
  readonly compiled: Compiled;
  readonly workgroups: Dispatch['workgroups'];
  readonly numbers: (() => readonly number[]) | undefined;
  readonly makeGroup: (loss: GPUBuffer) => GPUBindGroup;
  /** Writes the step's loss, so that its group goes with the loss's buffer. */
  readonly givesLoss: boolean;
  group: GPUBindGroup | undefined;
  lossBuffer: GPUBuffer | undefined;
}

export interface PreparedStep {
  /** Records the step for these samples. */
  readonly run: (places: Uint32Array) => QueuedLoss;
  /** A tensor that it uses is gone. */
  readonly isStale: () => boolean;
  readonly dispose: () => void;
}

/** What a step's programs bind. */
interface Buffers {
  readonly ring: GPUBuffer;
  readonly residents: Residents;
  readonly lossId: DataId;
  readonly of: (tensor: TensorInfo, binding: Binding) => GPUBuffer;
}

function prepareCall(
  { device }: Internals,
  { program, tensors, numbers, workgroups }: Dispatch,
  readings: ReadonlyMap<DataId, Reading>,
  { ring, residents, lossId, of }: Buffers,
): Prepared {
  const instead = program.bindings.map((binding, i) =>
    isRead(binding) ? readings.get((tensors[i] as TensorInfo).dataId) : undefined,
  );
  const compilable = reading(program, instead);
  const compiled = compiledOf(device, compilable);
  const own = program.bindings.flatMap((binding, i) =>
    instead[i] ? [] : [{ binding, tensor: tensors[i] as TensorInfo }],
  );
  const reads = own.length < program.bindings.length;
  const isLoss = ({ tensor }: { tensor: TensorInfo }): boolean => tensor.dataId === lossId;
  return {
    ...{ compiled, numbers, workgroups },
    givesLoss: own.some(isLoss),
    makeGroup: (loss) => {
      const uniform = { buffer: ring, offset: 0, size: UNIFORM_BYTES };
      const bound = own.map((one) => ({ buffer: isLoss(one) ? loss : of(one.tensor, one.binding) }));
      const samples = reads ? [{ buffer: residents.buffer }, { buffer: ring }] : [];
      const entries = [uniform, ...bound, ...samples].map((resource, binding) => ({ binding, resource }));
      return device.createBindGroup({ layout: compiled.layout, entries });
    },
    ...{ group: undefined, lossBuffer: undefined },
  };
}

/** Buffers of the step's own tensors, which nothing else sees. */
function createTemporaries({ device }: Internals, { dispatches, temporary }: Recording) {
  const buffers = new Map<DataId, GPUBuffer>();
  const sizeOf = ({ shape }: TensorInfo): number => WORD * shape.reduce((a, b) => a * b, 1);
  for (const tensor of dispatches.flatMap(({ tensors }) => tensors))
    if (temporary.has(tensor.dataId) && !buffers.has(tensor.dataId))
      buffers.set(
        tensor.dataId,
        device.createBuffer({ label: 'step', size: sizeOf(tensor), usage: GPUBufferUsage.STORAGE }),
      );
  return buffers;
}

/** Tensors that the step shares with all else. */
function createShared(recording: Recording, readings: ReadonlyMap<DataId, Reading>) {
  const { dispatches, temporary } = recording;
  const written = new Set<DataId>();
  const all = new Map<DataId, TensorInfo>();
  for (const { program, tensors } of dispatches)
    for (const [i, { access }] of program.bindings.entries()) {
      const tensor = tensors[i] as TensorInfo;
      const { dataId } = tensor;
      if (temporary.has(dataId) || readings.has(dataId)) continue;
      all.set(dataId, tensor);
      if (access === 'read_write') written.add(dataId);
    }
  return { ids: [...all.keys()], written: [...written] };
}

/** Numbers of the steps of a submission, as the device reads them. */
function createRing(device: GPUDevice, dispatches: readonly Dispatch[], size: number) {
  const align = device.limits.minUniformBufferOffsetAlignment;
  const slot = Math.ceil(UNIFORM_BYTES / align) * align;
  const orderAt = slot * dispatches.length;
  const stride = Math.ceil((orderAt + WORD * size) / align) * align;
  const bytes = new ArrayBuffer(STEPS * stride);
  const [wholes, floats] = [new Uint32Array(bytes), new Float32Array(bytes)];
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label: 'ring', size: bytes.byteLength, usage });
  const wordOf = (step: number, call: number): number => (step * stride + call * slot) / WORD;
  for (let step = 0; step < STEPS; step++)
    for (const [call, { shape }] of dispatches.entries()) wholes.set(shape, wordOf(step, call));
  return {
    buffer,
    offsetOf: (step: number, call: number): number => step * stride + call * slot,
    set: (step: number, places: Uint32Array, lossAt: number): void => {
      const order = (step * stride + orderAt) / WORD;
      wholes.set(places, order);
      for (const call of dispatches.keys()) {
        const at = wordOf(step, call) + BATCH_AT;
        wholes[at] = order;
        wholes[at + 1] = lossAt;
      }
    },
    setNumbers: (step: number, call: number, numbers: readonly number[]): void =>
      floats.set(numbers, wordOf(step, call) + NUMBERS_AT),
    upload: (steps: number): void => device.queue.writeBuffer(buffer, 0, bytes, 0, steps * stride),
  };
}

/**
 * @param readings of the batch's tensors
 * @param lossId of the tensor that the recorded step gave its loss in
 */
export function prepareStep(
  recording: Recording,
  readings: ReadonlyMap<DataId, Reading>,
  residents: Residents,
  lossId: DataId,
  losses: Losses,
  size: number,
): PreparedStep {
  const backend = internals();
  const { dispatches } = recording;
  const temporaries = createTemporaries(backend, recording);
  const shared = createShared(recording, readings);
  const ring = createRing(backend.device, dispatches, size);
  const buffers: Buffers = {
    ...{ ring: ring.buffer, residents, lossId },
    of: (tensor, { access }) =>
      temporaries.get(tensor.dataId) ?? bufferOf(backend, tensor, access === 'read_write'),
  };
  const calls = dispatches.map((one) => prepareCall(backend, one, readings, buffers));
  let stale = false;
  const ends = shared.ids.map((dataId) =>
    whenGone(dataId, () => {
      stale = true;
    }),
  );
  const written: TensorData[] = shared.written.map((dataId) => backend.tensorMap.get(dataId));
  /** Steps recorded and not submitted. */
  let pending = 0;
  ends.push(
    beforeSubmission(() => {
      if (pending > 0) ring.upload(pending);
      pending = 0;
    }),
  );

  function encode(call: Prepared, i: number, loss: GPUBuffer): void {
    if (!call.group || (call.givesLoss && call.lossBuffer !== loss)) {
      call.group = call.makeGroup(loss);
      call.lossBuffer = loss;
    }
    if (call.numbers) ring.setNumbers(pending, i, call.numbers());
    const pass = presentPass(backend);
    pass.setPipeline(call.compiled.pipeline);
    pass.setBindGroup(0, call.group, [ring.offsetOf(pending, i)]);
    pass.dispatchWorkgroups(...call.workgroups);
  }

  return {
    run: (places) => {
      const { buffer, at, loss } = losses.next();
      if (pending === 0) for (const dataId of shared.ids) backend.commandQueueOwnedIds.add(dataId);
      ring.set(pending, places, at);
      for (const [i, call] of calls.entries()) encode(call, i, buffer);
      for (const data of written) data.values = null;
      pending += 1;
      if (pending === STEPS) submit(backend);
      return loss;
    },
    isStale: () => stale,
    dispose: () => {
      if (pending > 0) submit(backend);
      for (const end of ends) end();
      for (const buffer of [ring.buffer, ...temporaries.values()]) buffer.destroy();
    },
  };
}
