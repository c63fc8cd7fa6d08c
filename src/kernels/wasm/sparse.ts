/**
 * The first layer's products where many of a data set's bytes are 0, as most of MNIST's are: x = x0 + v, where x0 is the
 * standardised 0, so that only the other bytes are multiplied (wasm/sparse.ts). Equal to plain products within rounding.
 * Training, evaluation and measures all come here, so that watching a run does not change it.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor2D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { ByteRows } from '../../core/samples/batches';
import { wasmMemory } from './memory';

/** The entries of X's rows, behind X's own numbers in memory, so that they are freed together. */
export interface RowLists {
  /** X's [M, K]. */
  readonly shape: readonly [number, number];
  /** Byte address of int32 [M + 1]: where each row's entries begin. */
  readonly starts: number;
  /** Byte address of the entries, 8 bytes each. */
  readonly entries: number;
  readonly count: number;
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

const choices = new WeakMap<Uint8Array, boolean>();
function isSparse(bytes: Uint8Array, width: number): boolean {
  const known = choices.get(bytes) ?? entryShare(bytes, width) <= MOST;
  choices.set(bytes, known);
  return known;
}

/** Copies the rows to the module's memory as bytes, a quarter of the size of float32, and standardises them there. */
export function wasmStandardise({ bytes, width, indices, mean, scale }: ByteRows): Tensor2D {
  const M = indices.length;
  const size = M * width;
  const { assembly, workspace, bytesAt, allocate } = wasmMemory();
  const place = workspace(Math.ceil(size / 4));
  const copy = bytesAt(place, size);
  for (const [n, index] of indices.entries())
    copy.set(bytes.subarray(index * width, (index + 1) * width), n * width);
  const count = isSparse(bytes, width) ? assembly.countEntries(size, place) : undefined;
  const own = 4 * size;
  const values = allocate(own + (count === undefined ? 0 : 4 * (M + 1) + ENTRY * count));
  assembly.standardise(size, place, values, mean, scale);
  const info = (presentBackend() as BackendWasm).makeOutput([M, width], 'float32', values);
  if (count !== undefined) {
    const x0 = Math.fround(-mean * scale);
    const starts = values + own;
    const entries = starts + 4 * (M + 1);
    assembly.listRows(M, width, place, mean, scale, x0, starts, entries);
    lists.set(info.dataId, { shape: [M, width], starts, entries, count, x0 });
  }
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

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
export const columnListsSize = ({ count }: RowLists, K: number): number => K + 1 + 2 * count;

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
