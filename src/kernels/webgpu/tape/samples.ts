/** A data set on the device, and how programs read a batch from it instead of from tensors of its own. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Batch, BatchSamples } from '../../../core/samples/batches';
import { rowReader } from '../../../core/samples/rows';
import type { Binding } from '../program';

/** Bytes of the data set, and places of its samples: the batch's begin at `u.batch.x`. */
export const resident: readonly Binding[] = [
  { name: 'samples', type: 'u32', access: 'read' },
  { name: 'order', type: 'u32', access: 'read' },
];

/** What a reader stands for; part of a program's key. */
export interface Reading {
  readonly key: string;
  /** The function of this name. */
  readonly code: (name: string) => string;
}

export interface Residents {
  readonly buffer: GPUBuffer;
  /** Of a batch's tensors, by what they are. */
  readonly readings: Readonly<Record<keyof Batch, Reading | undefined>>;
  readonly dispose: () => void;
}

const WORD = 4;
/** Standardised values of the 256 bytes. */
const TABLE = 256;
const words = (bytes: number): number => Math.ceil(bytes / WORD);

/** Functions that the readers call. */
export const HELPERS = `fn sampleOf(n: u32) -> u32 { return order_[u.batch.x + n]; }
fn byteAt(i: u32) -> u32 { return (samples_[i >> 2u] >> ((i & 3u) * 8u)) & 255u; }`;

/** What is written to the buffer, from its beginning. */
interface Part {
  readonly at: number;
  readonly data: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Rounded once from double precision, as where a batch is gathered: the same bits. */
function inputParts({ data, split }: BatchSamples): { parts: Part[]; words: number; x: Reading } {
  const { inputs: width } = data;
  const { inputs } = split;
  const read = rowReader(data);
  const alike = typeof data.mean === 'number' && typeof data.deviation === 'number';
  if (inputs instanceof Uint8Array && alike) {
    const table = new Float32Array(TABLE);
    const one = rowReader({ ...data, inputs: 1 });
    for (let byte = 0; byte < TABLE; byte++) one(table, byte, [byte], 0);
    const x = (name: string): string => `fn ${name}(i: u32) -> f32 {
  return bitcast<f32>(samples_[byteAt(${WORD * TABLE}u + sampleOf(i / ${width}u) * ${width}u + i % ${width}u)]);
}`;
    const parts = [
      { at: 0, data: table },
      { at: TABLE, data: inputs as Uint8Array<ArrayBuffer> },
    ];
    return { parts, words: TABLE + words(inputs.length), x: { key: `bytes ${width}`, code: x } };
  }
  const all = new Float32Array(split.size * width);
  for (let n = 0; n < split.size; n++) read(all, n * width, inputs, n * width);
  const x = (name: string): string => `fn ${name}(i: u32) -> f32 {
  return bitcast<f32>(samples_[sampleOf(i / ${width}u) * ${width}u + i % ${width}u]);
}`;
  return { parts: [{ at: 0, data: all }], words: all.length, x: { key: `floats ${width}`, code: x } };
}

/** @param at words before them */
function targetParts({ data, split }: BatchSamples, at: number) {
  const { outputs } = data;
  const { targets } = split;
  if (targets.kind === 'classes') {
    const label = (n: string): string => `byteAt(${WORD * at}u + sampleOf(${n}))`;
    const labels: Reading = {
      key: `labels ${at}`,
      code: (name) => `fn ${name}(i: u32) -> i32 { return i32(${label('i')}); }`,
    };
    const target: Reading = {
      key: `classes ${outputs} ${at}`,
      code: (name) => `fn ${name}(i: u32) -> f32 {
  return select(0.0, 1.0, ${label(`i / ${outputs}u`)} == i % ${outputs}u);
}`,
    };
    const part: Part = { at, data: targets.labels as Uint8Array<ArrayBuffer> };
    return { part, words: at + words(targets.labels.length), target, labels };
  }
  const target: Reading = {
    key: `values ${outputs} ${at}`,
    code: (name) => `fn ${name}(i: u32) -> f32 {
  return bitcast<f32>(samples_[${at}u + sampleOf(i / ${outputs}u) * ${outputs}u + i % ${outputs}u]);
}`,
  };
  const part: Part = { at, data: targets.values as Float32Array<ArrayBuffer> };
  return { part, words: at + targets.values.length, target, labels: undefined };
}

const indices: Reading = {
  key: 'places',
  code: (name) => `fn ${name}(i: u32) -> i32 { return i32(sampleOf(i)); }`,
};

/** Words that `writeBuffer` takes: whole ones. */
function wholeWords(data: Part['data']): Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  if (data.byteLength % WORD === 0) return data;
  const padded = new Uint8Array(WORD * words(data.byteLength));
  padded.set(data);
  return padded;
}

/** Uploads a split. @returns undefined where it cannot be read from there: its samples are changed one by one, or it is too large */
export function uploadSamples(device: GPUDevice, samples: BatchSamples): Residents | undefined {
  if (samples.split.corrupt) return undefined;
  const { parts, words: at, x } = inputParts(samples);
  const { part, words: size, target, labels } = targetParts(samples, at);
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  if (WORD * size > Math.min(maxBufferSize, maxStorageBufferBindingSize)) return undefined;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ label: 'samples', size: WORD * size, usage });
  for (const one of [...parts, part]) device.queue.writeBuffer(buffer, WORD * one.at, wholeWords(one.data));
  return { buffer, readings: { x, target, indices, labels }, dispose: () => buffer.destroy() };
}

/** The batch's tensors by their data, as a recording finds them. */
export function readingsOf(
  { readings }: Residents,
  batch: Batch,
): ReadonlyMap<TensorInfo['dataId'], Reading> {
  const all = (Object.keys(readings) as (keyof Batch)[]).map(
    (name) => [batch[name]?.dataId, readings[name]] as const,
  );
  return new Map(
    all.filter((one): one is [TensorInfo['dataId'], Reading] => one[0] !== undefined && one[1] !== undefined),
  );
}
