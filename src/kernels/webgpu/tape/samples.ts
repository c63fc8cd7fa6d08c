/** How a repeated step's programs read a batch, instead of from tensors of its own. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Batch, BatchSamples } from '../../../core/samples/batches';
import { rowReader } from '../../../core/samples/rows';
import { internals, largestBuffer } from '../backend';
import { type Bytes, bytesFit, bytesOnDevice, TABLE } from '../inputs';
import type { Binding } from '../program';

type DataId = TensorInfo['dataId'];
const WORD = 4;

/** The inputs of all samples, and the list of the batch: places, then targets; it begins at `u.batch.x`. */
export const resident = {
  samples: { name: 'samples', type: 'u32', access: 'read' },
  order: { name: 'order', type: 'u32', access: 'read' },
} as const satisfies Record<string, Binding>;

/** What a reader stands for. */
export interface Reading {
  /** Part of a program's key. */
  readonly key: string;
  /** Whether it reads the inputs of all samples; the list is read in any case. */
  readonly inputs: boolean;
  /** The function of this name. */
  readonly code: (name: string) => string;
}

/** Functions that the readers call. @param inputs whether one reads them */
export const helpers = (inputs: boolean): string[] => [
  'fn sampleOf(n: u32) -> u32 { return order_[u.batch.x + n]; }',
  ...(inputs ? ['fn byteAt(i: u32) -> u32 { return (samples_[i >> 2u] >> ((i & 3u) * 8u)) & 255u; }'] : []),
];

/** The inputs of a data set on the device. */
export interface Inputs {
  readonly buffer: GPUBuffer;
  readonly x: Reading;
  readonly dispose: () => void;
}

const ofBytes = (width: number): Reading => ({
  key: `bytes ${width}`,
  inputs: true,
  code: (name) => `fn ${name}(i: u32) -> f32 {
  return bitcast<f32>(samples_[byteAt(${WORD * TABLE}u + sampleOf(i / ${width}u) * ${width}u + i % ${width}u)]);
}`,
});
const ofFloats = (width: number): Reading => ({
  key: `floats ${width}`,
  inputs: true,
  code: (name) => `fn ${name}(i: u32) -> f32 {
  return bitcast<f32>(samples_[sampleOf(i / ${width}u) * ${width}u + i % ${width}u]);
}`,
});

/** Standardised in advance, with the bits of a gathered batch. */
function uploadFloats({ data, split }: BatchSamples): Inputs {
  const { device } = internals();
  const { inputs: width } = data;
  const bytes = WORD * split.size * width;
  const read = rowReader(data);
  const all = new Float32Array(split.size * width);
  for (let n = 0; n < split.size; n++) read(all, n * width, split.inputs, n * width);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label: 'inputs', size: bytes, usage });
  device.queue.writeBuffer(buffer, 0, all);
  return { buffer, x: ofFloats(width), dispose: () => buffer.destroy() };
}

/** Inputs that a table standardises; undefined where they are no bytes, or standardised each in its own way. */
function bytesOf({ data: { mean, deviation }, split: { inputs } }: BatchSamples): Bytes | undefined {
  const alike = typeof mean === 'number' && typeof deviation === 'number';
  return alike && inputs instanceof Uint8Array ? { bytes: inputs, mean, scale: 1 / deviation } : undefined;
}

/** Whether a step may read inputs from the device: none is changed by itself, and all fit one buffer. */
export function fitsDevice(samples: BatchSamples): boolean {
  const { inputs, corrupt } = samples.split;
  if (corrupt) return false;
  const bytes = bytesOf(samples);
  return bytes ? bytesFit(bytes) : WORD * inputs.length <= largestBuffer(internals().device);
}

/** Uploads inputs that fit. @returns undefined where another step reads the same bytes, standardised otherwise */
export function inputsOnDevice(samples: BatchSamples): Inputs | undefined {
  const bytes = bytesOf(samples);
  if (!bytes) return uploadFloats(samples);
  const own = bytesOnDevice(bytes);
  if (!own) return undefined;
  own.users += 1;
  return {
    buffer: own.buffer,
    x: ofBytes(samples.data.inputs),
    dispose: () => {
      own.users -= 1;
    },
  };
}

/** Of the batch's tensors but x. @param size N */
function listReadings(
  { data, split }: BatchSamples,
  size: number,
): Omit<Record<keyof Batch, Reading | undefined>, 'x'> {
  const { outputs } = data;
  const reading = (key: string, type: string, value: string): Reading => ({
    ...{ key, inputs: false },
    code: (name) => `fn ${name}(i: u32) -> ${type} { return ${value}; }`,
  });
  const at = (i: string): string => `order_[u.batch.x + ${size}u + ${i}]`;
  const indices = reading('places', 'i32', 'i32(sampleOf(i))');
  if (split.targets.kind === 'values')
    return {
      indices,
      labels: undefined,
      target: reading(`values ${size}`, 'f32', `bitcast<f32>(${at('i')})`),
    };
  return {
    indices,
    labels: reading(`labels ${size}`, 'i32', `i32(${at('i')})`),
    target: reading(
      `classes ${outputs} ${size}`,
      'f32',
      `select(0.0, 1.0, ${at(`i / ${outputs}u`)} == i % ${outputs}u)`,
    ),
  };
}

/** The batch's tensors by their data, as a recording finds them. @param x of the data set's inputs */
export function readingsOf(samples: BatchSamples, x: Reading, batch: Batch): ReadonlyMap<DataId, Reading> {
  const readings = { x, ...listReadings(samples, samples.indices.length) };
  const found = new Map<DataId, Reading>();
  for (const name of Object.keys(readings) as (keyof Batch)[]) {
    const [tensor, reading] = [batch[name], readings[name]];
    if (tensor && reading) found.set(tensor.dataId, reading);
  }
  return found;
}

/** Words of a batch's list. */
export const listLength = ({ data, split, indices }: BatchSamples): number =>
  indices.length * (split.targets.kind === 'values' ? 1 + data.outputs : 2);

/** Writes a batch's list: places, then classes, or the bits of its values. */
export function writeList(
  { data, split, indices }: BatchSamples,
  to: Uint32Array,
  floats: Float32Array,
): void {
  const { outputs } = data;
  const { targets } = split;
  const { length } = indices;
  to.set(indices);
  for (let n = 0; n < length; n++) {
    const sample = indices[n] as number;
    if (targets.kind === 'classes') to[length + n] = targets.labels[sample] as number;
    else
      for (let c = 0; c < outputs; c++)
        floats[length + n * outputs + c] = targets.values[sample * outputs + c] as number;
  }
}
