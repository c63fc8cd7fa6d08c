/** The measured samples, whose inputs are only gathered while a part of them passes the network. */
import { concat, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type Batch, disposeBatch, gatherBatch, type Standardise, targetsBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { partsOf } from '../../samples/parts';

export interface MeasuredBatch extends Omit<Batch, 'x'> {
  readonly samples: number;
  /** Results for one part after another, each of which is freed before the next; call inside tidy. */
  readonly byPart: <T>(of: (part: Batch) => T) => T[];
}

/** Samples of the training set; call inside tidy. */
export function measuredBatch(
  data: Dataset,
  indices: Uint32Array,
  standardise: Standardise | undefined,
): MeasuredBatch {
  const size = indices.length / partsOf(indices.length);
  return {
    ...targetsBatch(data, data.train, indices),
    samples: indices.length,
    byPart: (of) =>
      Array.from({ length: indices.length / size }, (_, k) => {
        const part = gatherBatch(data, data.train, indices.subarray(k * size, (k + 1) * size), standardise);
        const result = of(part);
        disposeBatch(part);
        return result;
      }),
  };
}

/** Rows of parts, joined; the parts are disposed. Call inside tidy. */
export function joinRows(rows: readonly Tensor2D[]): Tensor2D {
  const [first] = rows;
  if (first && rows.length === 1) return first;
  const joined = concat([...rows]);
  for (const tensor of rows) tensor.dispose();
  return joined;
}

/** The sum of parts' tensors, added in their order; a sum and its terms are freed as soon as they are added. */
export function addParts(sum: Tensor2D | undefined, part: Tensor2D | undefined): Tensor2D | undefined {
  if (!sum || !part) return sum ?? part;
  const next = tidy(() => sum.add(part) as Tensor2D);
  sum.dispose();
  part.dispose();
  return next;
}
