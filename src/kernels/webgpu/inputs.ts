/** Inputs of data sets on the device: they are uploaded once, and standardised where they are read. */
import { type Tensor2D, type TensorInfo, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { ByteRows } from '../../core/samples/batches';
import { internals, largestBuffer, submit } from './backend';
import { THREADS } from './program';
import { newTensor, type Program, record } from './record';

/** Standardised values of the 256 bytes, before the bytes. */
export const TABLE = 256;
const WORD = 4;

/** What all rows of a data set have in common. */
export type Bytes = Pick<ByteRows, 'bytes' | 'mean' | 'scale'>;

export interface BytesOnDevice {
  readonly buffer: GPUBuffer;
  readonly info: TensorInfo;
  /** Repeated steps that read them. */
  users: number;
}

/** Data sets whose bytes stay: one to train on, one to test on, and a third for whoever changes between two. */
const MOST = 3;
/** Each device's, the one that was asked for last at the end. */
const held = new WeakMap<GPUDevice, Map<Uint8Array, BytesOnDevice & Bytes>>();

const isSame = (a: Bytes, b: Bytes): boolean => a.mean === b.mean && a.scale === b.scale;

/** Words that `writeBuffer` takes: whole ones. */
function wholeWords(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.byteLength % WORD === 0) return bytes as Uint8Array<ArrayBuffer>;
  const padded = new Uint8Array(WORD * Math.ceil(bytes.byteLength / WORD));
  padded.set(bytes);
  return padded;
}

/** A buffer as a tensor's data, which programs can bind; the backend does not release it. */
function infoOf(buffer: GPUBuffer): TensorInfo {
  const backend = internals();
  const info = backend.makeTensorInfo([buffer.size / WORD], 'int32');
  Object.assign(backend.tensorMap.get(info.dataId), { resource: buffer, external: true });
  return info;
}

function upload({ bytes, mean, scale }: Bytes): BytesOnDevice & Bytes {
  const { device } = internals();
  // Rounded once from double precision, as where rows are gathered: the same bits.
  const table = Float32Array.from({ length: TABLE }, (_, byte) => (byte - mean) * scale);
  const whole = wholeWords(bytes);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const size = table.byteLength + whole.byteLength;
  const buffer = device.createBuffer({ label: 'bytes', size, usage });
  device.queue.writeBuffer(buffer, 0, table);
  device.queue.writeBuffer(buffer, table.byteLength, whole);
  return { bytes, mean, scale, buffer, info: infoOf(buffer), users: 0 };
}

function remove(
  all: Map<Uint8Array, BytesOnDevice & Bytes>,
  { bytes, buffer, info }: BytesOnDevice & Bytes,
): void {
  const backend = internals();
  // What is recorded may read it.
  submit(backend);
  backend.disposeData(info.dataId);
  buffer.destroy();
  all.delete(bytes);
}

/** Makes room for one more. */
function evict(all: Map<Uint8Array, BytesOnDevice & Bytes>): void {
  for (const one of all.values()) {
    if (all.size < MOST) return;
    if (one.users === 0) remove(all, one);
  }
}

/** Whether a data set's bytes and their table fit one buffer. */
export const bytesFit = ({ bytes }: Pick<Bytes, 'bytes'>): boolean =>
  WORD * (TABLE + 1) + bytes.byteLength <= largestBuffer(internals().device);

/**
 * A data set's bytes, uploaded where they are not there yet.
 * @returns undefined where they do not fit one buffer, or a repeated step reads them standardised otherwise
 */
export function bytesOnDevice(wanted: Bytes): BytesOnDevice | undefined {
  const { device } = internals();
  if (!bytesFit(wanted)) return undefined;
  const all = held.get(device) ?? new Map<Uint8Array, BytesOnDevice & Bytes>();
  held.set(device, all);
  const known = all.get(wanted.bytes);
  if (known && isSame(known, wanted)) {
    all.delete(wanted.bytes);
    all.set(wanted.bytes, known);
    return known;
  }
  // The same bytes, standardised otherwise.
  if (known && known.users > 0) return undefined;
  if (known) remove(all, known);
  evict(all);
  const fresh = upload(wanted);
  all.set(wanted.bytes, fresh);
  return fresh;
}

/** u.shape: numbers, numbers in a row, threads in a row of the dispatch. */
export const rowsOfBytes: Program = {
  key: 'rows of bytes',
  bindings: [
    { name: 'bytes', type: 'u32', access: 'read' },
    { name: 'places', type: 'i32', access: 'read' },
    { name: 'result', type: 'f32', access: 'read_write' },
  ],
  code: `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) own: vec3<u32>) {
  let i = own.y * u.shape.z + own.x; let width = u.shape.y;
  if (i >= u.shape.x) { return; }
  let at = ${WORD * TABLE}u + u32(places(i / width)) * width + i % width;
  let byte = (bytes(at >> 2u) >> ((at & 3u) * 8u)) & 255u;
  result[i] = bitcast<f32>(bytes(byte));
}`,
  main: 'own',
};
/** Workgroups per row of the dispatch: WebGPU allows at most 65,535 in each dimension. */
const ROW = 1024;

/** Gathered on this side. */
function gathered({ bytes, width, indices, mean, scale }: ByteRows): Tensor2D {
  const out = new Float32Array(indices.length * width);
  for (const [n, sample] of indices.entries())
    for (let j = 0; j < width; j++)
      out[n * width + j] = ((bytes[sample * width + j] as number) - mean) * scale;
  return tensor2d(out, [indices.length, width]);
}

/** Some rows, standardised [N, width]. */
export function standardise(rows: ByteRows): Tensor2D {
  const { indices, width, ...bytes } = rows;
  const own = bytesOnDevice(bytes);
  if (!own) return gathered(rows);
  const places = tensor1d(Int32Array.from(indices), 'int32');
  const result = newTensor<Tensor2D>([indices.length, width]);
  const groups = Math.ceil(result.size / THREADS);
  const row = Math.min(groups, ROW);
  record(rowsOfBytes, {
    tensors: [own.info, places, result],
    shape: [result.size, width, row * THREADS],
    workgroups: [row, Math.ceil(groups / row)],
  });
  places.dispose();
  return result;
}
