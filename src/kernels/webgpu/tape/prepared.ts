/**
 * A recorded step, ready to be repeated: pipelines and bind groups are made once; what differs from step to step, the
 * samples' places and targets and the optimizer's numbers, lies in a ring that is written once per submission.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { QueuedLoss } from '../../../core/kernels';
import type { BatchSamples } from '../../../core/samples/batches';
import { bufferOf, type Internals, internals, presentPass, submit, type TensorData } from '../backend';
import { BATCH_AT, type Binding, type Compiled, compiledOf, NUMBERS_AT, UNIFORM_BYTES } from '../program';
import type { Dispatch } from '../record';
import type { Depth } from './depth';
import { fuse } from './fuse';
import type { Losses } from './losses';
import type { Recording } from './recording';
import { type Inputs, listLength, type Reading, writeList } from './samples';
import {
  type Bound,
  boundTensors,
  compilableOf,
  type DataId,
  type Numbers,
  readsOf,
  type Unit,
  unitOf,
  writesOf,
} from './unit';
import { beforeSubmission, whenGone } from './watch';

/** Steps handed to the device together, at most. */
export const STEPS = 20;
/** Multiplications handed to the device together: a slow one does them in a fraction of a second. */
const MULTIPLICATIONS = 4e9;

/** Fewer steps where they are large: an operating system resets a device that is busy for seconds. */
function stepsTogether(dispatches: readonly Dispatch[]): number {
  const products = dispatches.filter(({ program }) => program.main === 'tiles');
  const each = products.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return Math.max(1, Math.min(STEPS, Math.floor(MULTIPLICATIONS / Math.max(1, each))));
}

const WORD = 4;

/** A call of the step. */
interface Prepared {
  readonly compiled: Compiled;
  readonly workgroups: Unit['workgroups'];
  readonly uniforms: readonly Numbers[];
  readonly makeGroup: (loss: GPUBuffer) => GPUBindGroup;
  /** Writes the step's loss, so that its group goes with the loss's buffer. */
  readonly givesLoss: boolean;
  group: GPUBindGroup | undefined;
  lossBuffer: GPUBuffer | undefined;
}

export interface PreparedStep {
  /** Records the step for these samples. */
  readonly run: (samples: BatchSamples) => QueuedLoss;
  /** A tensor that it uses is gone. */
  readonly isStale: () => boolean;
  readonly dispose: () => void;
}

/** What a step's programs bind. */
interface Buffers {
  readonly ring: GPUBuffer;
  readonly inputs: Inputs;
  readonly lossId: DataId;
  readonly of: (tensor: TensorInfo, binding: Binding) => GPUBuffer;
}

function prepareUnit({ device }: Internals, unit: Unit, { ring, inputs, lossId, of }: Buffers): Prepared {
  const compiled = compiledOf(device, compilableOf(unit));
  const { arrays, resident } = boundTensors(unit);
  const isLoss = ({ tensor }: Bound): boolean => tensor.dataId === lossId;
  const uniform = { buffer: ring, offset: 0, size: UNIFORM_BYTES };
  return {
    ...{ compiled, workgroups: unit.workgroups, uniforms: unit.uniforms },
    givesLoss: arrays.some(isLoss),
    makeGroup: (loss) => {
      const bound = arrays.map((one) => ({ buffer: isLoss(one) ? loss : of(one.tensor, one.binding) }));
      const samples = resident.map((one) => ({ buffer: one === 'samples' ? inputs.buffer : ring }));
      const resources = [...unit.uniforms.map(() => uniform), ...bound, ...samples];
      const entries = resources.map((resource, binding) => ({ binding, resource }));
      return device.createBindGroup({ layout: compiled.layout, entries });
    },
    ...{ group: undefined, lossBuffer: undefined },
  };
}

/** Buffers of the step's own tensors, which nothing else sees. */
function createTemporaries({ device }: Internals, units: readonly Unit[], temporary: ReadonlySet<DataId>) {
  const buffers = new Map<DataId, GPUBuffer>();
  const sizeOf = ({ shape }: TensorInfo): number => WORD * shape.reduce((a, b) => a * b, 1);
  for (const { tensor } of units.flatMap((unit) => boundTensors(unit).arrays))
    if (temporary.has(tensor.dataId) && !buffers.has(tensor.dataId))
      buffers.set(
        tensor.dataId,
        device.createBuffer({ label: 'step', size: sizeOf(tensor), usage: GPUBufferUsage.STORAGE }),
      );
  return buffers;
}

/** Tensors that the step shares with all else. */
function sharedBy(units: readonly Unit[], temporary: ReadonlySet<DataId>) {
  const of = (ids: (unit: Unit) => ReadonlySet<DataId>): DataId[] => [
    ...new Set(units.flatMap((unit) => [...ids(unit)].filter((id) => !temporary.has(id)))),
  ];
  return { ids: of(readsOf), written: of(writesOf) };
}

/**
 * Numbers of the steps of a submission, as the device reads them.
 * @param all uniforms of a step
 * @param listed words of a batch's list
 * @param steps of a submission
 */
function createRing(device: GPUDevice, all: readonly Numbers[], listed: number, steps: number) {
  const align = device.limits.minUniformBufferOffsetAlignment;
  const slot = Math.ceil(UNIFORM_BYTES / align) * align;
  const orderAt = slot * all.length;
  const stride = Math.ceil((orderAt + WORD * listed) / align) * align;
  const bytes = new ArrayBuffer(steps * stride);
  const [wholes, floats] = [new Uint32Array(bytes), new Float32Array(bytes)];
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label: 'ring', size: bytes.byteLength, usage });
  const wordOf = (step: number, k: number): number => (step * stride + k * slot) / WORD;
  for (let step = 0; step < steps; step++)
    for (const [k, { shape }] of all.entries()) wholes.set(shape, wordOf(step, k));
  return {
    buffer,
    offsetOf: (step: number, k: number): number => step * stride + k * slot,
    set: (step: number, samples: BatchSamples, lossAt: number): void => {
      const order = (step * stride + orderAt) / WORD;
      writeList(samples, wholes.subarray(order, order + listed), floats.subarray(order, order + listed));
      for (const [k, { numbers }] of all.entries()) {
        const at = wordOf(step, k);
        if (numbers) floats.set(numbers(), at + NUMBERS_AT);
        wholes[at + BATCH_AT] = order;
        wholes[at + BATCH_AT + 1] = lossAt;
      }
    },
    upload: (count: number): void => device.queue.writeBuffer(buffer, 0, bytes, 0, count * stride),
  };
}

/** What a tape has for all its steps. */
export interface Surroundings {
  readonly inputs: Inputs;
  readonly losses: Losses;
  readonly depth: Depth;
}

/**
 * @param readings of the batch's tensors
 * @param lossId of the tensor that the recorded step gave its loss in
 * @param samples a batch of this size
 */
export function prepareStep(
  { dispatches, temporary }: Recording,
  readings: ReadonlyMap<DataId, Reading>,
  { inputs, losses, depth }: Surroundings,
  lossId: DataId,
  samples: BatchSamples,
): PreparedStep {
  const backend = internals();
  const { limits } = backend.device;
  const units = fuse(
    dispatches.map((one) => unitOf(one, readings)),
    temporary,
    { buffers: limits.maxStorageBuffersPerShaderStage, workgroups: limits.maxComputeWorkgroupsPerDimension },
  );
  const together = stepsTogether(dispatches);
  const temporaries = createTemporaries(backend, units, temporary);
  const shared = sharedBy(units, temporary);
  const ring = createRing(
    backend.device,
    units.flatMap(({ uniforms }) => uniforms),
    listLength(samples),
    together,
  );
  const buffers: Buffers = {
    ...{ ring: ring.buffer, inputs, lossId },
    of: (tensor, { access }) =>
      temporaries.get(tensor.dataId) ?? bufferOf(backend, tensor, access === 'read_write'),
  };
  const calls = units.map((one) => prepareUnit(backend, one, buffers));
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

  /** @param from its first uniform @returns the next call's */
  function encode(call: Prepared, from: number, loss: GPUBuffer): number {
    if (!call.group || (call.givesLoss && call.lossBuffer !== loss)) {
      call.group = call.makeGroup(loss);
      call.lossBuffer = loss;
    }
    const pass = presentPass(backend);
    pass.setPipeline(call.compiled.pipeline);
    const offsets = call.uniforms.map((_, k) => ring.offsetOf(pending, from + k));
    pass.setBindGroup(0, call.group, offsets);
    pass.dispatchWorkgroups(...call.workgroups);
    return from + call.uniforms.length;
  }

  return {
    run: (samples) => {
      const { buffer, at, loss } = losses.next();
      if (pending === 0) for (const dataId of shared.ids) backend.commandQueueOwnedIds.add(dataId);
      ring.set(pending, samples, at);
      let uniform = 0;
      for (const call of calls) uniform = encode(call, uniform, buffer);
      for (const data of written) data.values = null;
      pending += 1;
      if (pending === together) {
        submit(backend);
        depth.note();
      }
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
