/** What a stage of a pipeline is given: plain data and shared memory, which can be sent to a worker. */
import type { KeptErrors } from '../../errorMemory/memory';
import type { Part } from '../../network/part';
import type { LayerValues } from '../../network/transfer';
import type { RunSpec } from '../../run/spec';
import type { Dataset } from '../../samples/dataset';

/** All of it shared. */
export interface SharedParts {
  /** See words.ts. */
  readonly words: Int32Array<SharedArrayBuffer>;
  /** Above each stage but the last: h of up to `SLOTS` batches, [SLOTS, N, n]. */
  readonly borders: readonly Float32Array<SharedArrayBuffer>[];
  /** Under update locking, above each stage but the last: dh of its highest layer, [N, n]; empty where no rule passes it down. */
  readonly deltas: readonly Float32Array<SharedArrayBuffer>[];
  /** y [N, C] of a batch, for rules that send its error to all layers. */
  readonly output: Float32Array<SharedArrayBuffer> | undefined;
  /** Rows of the error memory as they are computed, of this epoch and the last: [2, samples, width], in training order. */
  readonly rows: Float32Array<SharedArrayBuffer> | undefined;
  /** Of each stage but the last, where gradients are watched: what the measure sees of each layer, [looksDepth, layers]. */
  readonly looks: readonly Float32Array<SharedArrayBuffer>[];
  /** Of each stage but the last: its layers at the end of an epoch. */
  readonly ends: readonly LayerValues[];
  /** Of each stage but the last: when it worked, in this epoch and the last, [2, laneSize]. */
  readonly times: readonly Float64Array<SharedArrayBuffer>[];
}

/** Batches that a border holds: the stage below may be so many ahead. */
export const SLOTS = 3;

/** Steps that the first stage may be ahead of the last. */
export const looksDepth = (stages: number): number => (SLOTS + 1) * stages;

/** A stage before the first batch of an epoch. */
export interface StageInit {
  readonly spec: RunSpec;
  /** Without noise and input scale, which follow from the spec. */
  readonly data: Dataset;
  /** From 0. */
  readonly stage: number;
  readonly parts: readonly Part[];
  /** Of a batch, under update locking. */
  readonly microBatches: number;
  readonly shared: SharedParts;
  /** Steps and epochs done. */
  readonly step: number;
  readonly epoch: number;
  readonly layers: LayerValues;
  /** B as it is now, all of it. */
  readonly feedback: readonly Float32Array[];
  /** The error memory's contents, for rules that have one. */
  readonly errors: KeptErrors | undefined;
  readonly stepFactors: readonly (number | null)[] | undefined;
}

/** Where batch `step` lies in a border of `width` numbers a sample: [samples, width]. */
export function slotOf(border: Float32Array, step: number, width: number, samples: number): Float32Array {
  const from = (step % SLOTS) * (border.length / SLOTS);
  return border.subarray(from, from + samples * width);
}
