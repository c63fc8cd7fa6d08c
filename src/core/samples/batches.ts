/** From a data set's typed arrays to the tensors of one batch. */
import { type Tensor, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { ScaledRows } from '../feedback/signal';
import type { Signal } from '../rules/rule';
import type { Dataset, Split } from './dataset';
import { type Normalisation, rowReader } from './rows';

export interface Batch {
  /** h_0, [N, n_0] */
  readonly x: Tensor2D;
  /** y*, [N, C]; one-hot for classes */
  readonly target: Tensor2D;
  /** Places of the samples in the data set, [N] */
  readonly indices: Tensor1D;
  /** The right class of each sample, [N], where targets are classes. */
  readonly labels: Tensor1D | undefined;
}

/** Some rows of bytes, to be read as (byte − mean) · scale. */
export interface ByteRows {
  /** Row by row. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly indices: Uint32Array;
  readonly mean: number;
  readonly scale: number;
}
/** Rounds once, from double precision: [indices, width]. */
export type Standardise = (rows: ByteRows) => Tensor2D;

/** Raw samples, row by row, standardised as those of a split are: [n, inputs]. The caller disposes it. */
export function standardised(data: Normalisation, raw: ArrayLike<number>): Tensor2D {
  const { inputs: width } = data;
  const read = rowReader(data);
  const rows = raw.length / width;
  const out = new Float32Array(raw.length);
  for (let n = 0; n < rows; n++) read(out, n * width, raw, n * width);
  return tensor2d(out, [rows, width]);
}

/** Inputs that a kernel can standardise; undefined where they are no bytes, or standardised each in its own way. */
function byteRowsOf(
  { inputs: width, mean, deviation }: Normalisation,
  { inputs, corrupt }: Split,
  indices: Uint32Array,
): ByteRows | undefined {
  const alike = typeof mean === 'number' && typeof deviation === 'number';
  if (corrupt || !alike || !(inputs instanceof Uint8Array)) return undefined;
  return { bytes: inputs, width, indices, mean, scale: 1 / deviation };
}

/** Share of the training inputs that a dense first layer multiplies; undefined: all. @param listed the backend's kernel for it */
export function listedShare(
  data: Dataset,
  listed: ((rows: ByteRows) => number | undefined) | undefined,
): number | undefined {
  const rows = listed && byteRowsOf(data, data.train, new Uint32Array());
  return rows && listed(rows);
}

/** h_0 row by row, of the given samples. */
function inputValues(data: Normalisation, { inputs, corrupt }: Split, indices: Uint32Array): Float32Array {
  const { inputs: width } = data;
  const read = rowReader(data);
  const out = new Float32Array(indices.length * width);
  for (let n = 0; n < indices.length; n++) {
    const sample = indices[n] as number;
    read(out, n * width, inputs, sample * width);
    corrupt?.(out.subarray(n * width, (n + 1) * width), sample);
  }
  return out;
}

/** h_0 [n, n_0]; the caller disposes it. @param standardise the backend's kernel for it */
export function gatherInputs(
  data: Normalisation,
  split: Split,
  indices: Uint32Array,
  standardise: Standardise | undefined,
): Tensor2D {
  const rows = standardise && byteRowsOf(data, split, indices);
  if (rows) return standardise(rows);
  return tensor2d(inputValues(data, split, indices), [indices.length, data.inputs]);
}

/** y* [N, C] row by row, of the given samples. */
export function gatherTargets(split: Split, indices: ArrayLike<number>, outputs: number): Float32Array {
  const out = new Float32Array(indices.length * outputs);
  const { targets } = split;
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n] as number;
    if (targets.kind === 'classes') out[n * outputs + (targets.labels[i] as number)] = 1;
    else out.set(targets.values.subarray(i * outputs, (i + 1) * outputs), n * outputs);
  }
  return out;
}

function labelsOf({ targets }: Split, indices: Uint32Array): Int32Array | undefined {
  if (targets.kind !== 'classes') return undefined;
  return Int32Array.from(indices, (i) => targets.labels[i] as number);
}

/** The caller disposes what comes back. @param standardise the backend's kernel for it */
export function gatherBatch(
  data: Dataset,
  split: Split,
  indices: Uint32Array,
  standardise?: Standardise,
): Batch {
  return { x: gatherInputs(data, split, indices, standardise), ...targetsBatch(data, split, indices) };
}

/** The rest of a batch. The caller disposes what comes back. */
export function targetsBatch(data: Dataset, split: Split, indices: Uint32Array): Omit<Batch, 'x'> {
  const labels = labelsOf(split, indices);
  return {
    target: tensor2d(gatherTargets(split, indices, data.outputs), [indices.length, data.outputs]),
    indices: tensor1d(Int32Array.from(indices), 'int32'),
    labels: labels && tensor1d(labels, 'int32'),
  };
}

/** Writes into tensors that exist. */
export interface Refill {
  /** Row-major, as many as there are. */
  readonly values: (tensor: Tensor, values: Float32Array | Int32Array) => void;
  /** Into a tensor that `standardise` made; returns false if it has no room for these rows. */
  readonly rows: (x: Tensor2D, rows: ByteRows) => boolean;
}

/** Where a batch's samples are. */
export interface BatchSamples {
  readonly data: Dataset;
  readonly split: Split;
  /** [N] */
  readonly indices: Uint32Array;
}

/** The samples of a batch. */
export interface BatchSource {
  readonly size: number;
  /** Absent where something else stands in for x. */
  readonly samples?: BatchSamples;
  /** New tensors, which the caller disposes. */
  readonly make: () => Batch;
  /** Replaces the samples of a batch that a source of the same data and size made; returns false if that cannot be done. */
  readonly refill: (batch: Batch, refill: Refill) => boolean;
}

export const batchSource = (
  data: Dataset,
  split: Split,
  indices: Uint32Array,
  standardise?: Standardise,
): BatchSource => ({
  size: indices.length,
  samples: { data, split, indices },
  make: () => gatherBatch(data, split, indices, standardise),
  refill: (batch, refill) => {
    const bytes = standardise && byteRowsOf(data, split, indices);
    if (bytes && !refill.rows(batch.x, bytes)) return false;
    if (!bytes) refill.values(batch.x, inputValues(data, split, indices));
    refillTargets(data, split, indices, batch, refill);
    return true;
  },
});

function refillTargets(
  { outputs }: Dataset,
  split: Split,
  indices: Uint32Array,
  batch: Batch,
  { values }: Refill,
): void {
  values(batch.target, gatherTargets(split, indices, outputs));
  values(batch.indices, Int32Array.from(indices));
  const labels = labelsOf(split, indices);
  if (labels && batch.labels) values(batch.labels, labels);
}

/**
 * The same samples where a layer's output stands in for x.
 * @param h [N, width] row-major, as it is when a batch is made or refilled
 */
export const batchSourceFrom = (
  h: () => Float32Array,
  width: number,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
): BatchSource => ({
  size: indices.length,
  // A copy: the cpu backend keeps the array.
  make: () => ({
    x: tensor2d(h().slice(), [indices.length, width]),
    ...targetsBatch(data, split, indices),
  }),
  refill: (batch, refill) => {
    refill.values(batch.x, h());
    refillTargets(data, split, indices, batch, refill);
    return true;
  },
});

/** y* as a signal: of classes, the row of B that belongs to each sample. */
export function targetSignal({ target, labels }: Batch, rows: ScaledRows): Signal {
  return labels ? { matMul: (B) => rows(B, labels) } : target;
}

export function disposeBatch({ x, target, indices, labels }: Batch): void {
  for (const tensor of [x, target, indices, labels]) tensor?.dispose();
}
