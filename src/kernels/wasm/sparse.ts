/**
 * The first layer's products where many of a data set's bytes are 0, as most of MNIST's are: x = x0 + v, where x0 is the
 * standardised 0, so that only the other bytes are multiplied (wasm/sparse.ts). Equal to plain products within rounding.
 * Training, evaluation and measures all come here, so that watching a run does not change it.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ByteRows, Refill } from '../../core/samples/batches';
import { wasmMemory } from './memory';

/** The entries of X's rows, behind X's own numbers in memory, so that they are freed together. */
export interface RowLists {
  /** X's [M, K]. */
  readonly shape: readonly [number, number];
  /** Byte address of int32 [M + 1]: where each row's entries begin. */
  readonly starts: number;
  /** Byte address of the entries, 8 bytes each. */
  readonly entries: number;
  /** Entries for which there is room. */
  readonly room: number;
  readonly x0: number;
}
const ENTRY = 8;

const lists = new WeakMap<object, RowLists>();
/** Undefined for a tensor that has none, or shares its numbers with one that has, in another shape. */
export function rowLists({ dataId, shape }: Pick<TensorInfo, 'dataId' | 'shape'>): RowLists | undefined {
  const found = lists.get(dataId);
  return found?.shape[0] === shape[0] && found?.shape[1] === shape[1] ? found : undefined;
}

/** Share of bytes other than 0 up to which lists are faster: measured at 784-500-10, batches of 50. */
const MOST = 0.65;
/** At least so many rows, evenly spread, are counted, if there are: the choice is the same for every batch of a data set. */
const COUNTED = 2000;

/** Share of bytes other than 0. */
export function entryShare(bytes: Uint8Array, width: number): number {
  const rows = Math.floor(bytes.length / width);
  const step = Math.max(1, Math.floor(rows / COUNTED));
  let [entries, all] = [0, 0];
  for (let row = 0; row < rows; row += step) {
    for (let at = row * width; at < (row + 1) * width; at++) if (bytes[at] !== 0) entries++;
    all += width;
  }
  return all === 0 ? 1 : entries / all;
}

const shares = new WeakMap<Uint8Array, number>();
/** Share of bytes that come with lists; undefined where lists would not be faster. */
export function listedShare({ bytes, width }: Pick<ByteRows, 'bytes' | 'width'>): number | undefined {
  const share = shares.get(bytes) ?? entryShare(bytes, width);
  shares.set(bytes, share);
  return share <= MOST ? share : undefined;
}

/** Values that a byte can have. */
const BYTE_VALUES = 256;
/** Bytes up to the next address of a float32. */
const padded = (bytes: number): number => 4 * Math.ceil(bytes / 4);

/** Copies the rows' bytes to the module's memory, with room behind them for a number of each value. @returns their byte address */
function copyRows({ bytes, width, indices }: ByteRows): number {
  const size = indices.length * width;
  const { workspace, bytesAt } = wasmMemory();
  const place = workspace(padded(size) / 4 + BYTE_VALUES);
  const copy = bytesAt(place, size);
  for (let n = 0; n < indices.length; n++) {
    const from = (indices[n] as number) * width;
    copy.set(bytes.subarray(from, from + width), n * width);
  }
  return place;
}

/** @param from byte address of the rows' bytes, as `copyRows` leaves them */
function fillLists(
  { indices, width, mean, scale }: ByteRows,
  from: number,
  { x0, starts, entries }: RowLists,
): void {
  const M = indices.length;
  const values = from + padded(M * width);
  wasmMemory().assembly.listRows(M, width, from, mean, scale, x0, starts, entries, values);
}

/** Rows of bytes as a tensor, with lists where they are worth it. */
export function wasmStandardise(rows: ByteRows): Tensor2D {
  const { width, indices, mean, scale } = rows;
  const M = indices.length;
  const size = M * width;
  const { assembly, allocate, room: roomFor } = wasmMemory();
  const from = copyRows(rows);
  const room = listedShare(rows) !== undefined ? roomFor(assembly.countEntries(size, from), size) : undefined;
  const own = 4 * size;
  const to = allocate(own + (room === undefined ? 0 : 4 * (M + 1) + ENTRY * room));
  const info = (presentBackend() as BackendWasm).makeOutput([M, width], 'float32', to);
  const starts = to + own;
  const known: RowLists | undefined =
    room === undefined
      ? undefined
      : {
          shape: [M, width],
          starts,
          entries: starts + 4 * (M + 1),
          room,
          x0: Math.fround(-mean * scale),
        };
  assembly.standardise(size, from, to, mean, scale);
  if (known) {
    fillLists(rows, from, known);
    lists.set(info.dataId, known);
  }
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

/** @param reads whether the step reads the tensor at a byte address: X itself is often not read where it has lists */
export const wasmRefill = (reads: (place: number) => boolean): Refill => ({
  values: (tensor, values) => {
    const { pointer, floats, wholes } = wasmMemory();
    const view = values instanceof Int32Array ? wholes : floats;
    view(pointer(tensor), values.length).set(values);
  },
  rows: (x, rows) => {
    const { assembly, pointer } = wasmMemory();
    const known = rowLists(x);
    const from = copyRows(rows);
    const size = rows.indices.length * rows.width;
    if (known && assembly.countEntries(size, from) > known.room) return false;
    const to = pointer(x);
    if (!known || reads(to)) assembly.standardise(size, from, to, rows.mean, rows.scale);
    if (known) fillLists(rows, from, known);
    return true;
  },
});

/** Columns of W that wasm/sparse.ts multiplies at once. */
const WIDE = 32;

/** Z [M, N] = X W, of which X's lists are given. @param K rows of W @param W, Z byte addresses */
export function sparseProduct(
  { starts, entries, x0 }: RowLists,
  [M, N, K]: readonly [number, number, number],
  W: number,
  Z: number,
): void {
  const { assembly, workspace } = wasmMemory();
  assembly.sparseProduct(M, N, K, starts, entries, x0, W, Z, workspace((K + 2) * WIDE));
}

/** Numbers of workspace that `columnLists` needs. */
export const columnListsSize = ({ room }: RowLists, K: number): number => K + 1 + 2 * room;

/** Lists X's entries by column, for rows of N numbers. @param place byte address @returns the byte address of the entries */
export function columnLists(
  { starts, entries }: RowLists,
  [M, N, K]: readonly [number, number, number],
  place: number,
): number {
  const to = place + 4 * (K + 1);
  wasmMemory().assembly.listColumns(M, K, N, starts, entries, place, to);
  return to;
}

/** to [K, N] = Xᵀ dz, of which X's lists are given. @param dz, to byte addresses */
export function sparseGradient(
  rows: RowLists,
  [M, N, K]: readonly [number, number, number],
  dz: number,
  to: number,
): void {
  const { assembly, workspace } = wasmMemory();
  const sums = workspace(N + columnListsSize(rows, K));
  const starts = sums + 4 * N;
  const entries = columnLists(rows, [M, N, K], starts);
  assembly.columnSums(M, N, dz, sums);
  assembly.sparseGradient(N, K, starts, entries, rows.x0, dz, sums, to);
}
