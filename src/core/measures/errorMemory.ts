import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Reading, SampleMeasure } from './measure';

/** Calls `add` with the squared norms of both rows and their product, for each row of two row-major matrices. */
function forRows(
  a: Float32Array,
  b: Float32Array,
  width: number,
  add: (aa: number, bb: number, ab: number) => void,
): void {
  for (let from = 0; from < a.length; from += width) {
    let [aa, bb, ab] = [0, 0, 0];
    for (let i = from; i < from + width; i++) {
      const [u, v] = [a[i] as number, b[i] as number];
      aa += u * u;
      bb += v * v;
      ab += u * v;
    }
    add(aa, bb, ab);
  }
}

/** Mean cosine of the rows of two matrices; rows of zeros are skipped, NaN if nothing is left. */
function meanCosine(a: Float32Array, b: Float32Array, width: number): number {
  let [sum, rows] = [0, 0];
  forRows(a, b, width, (aa, bb, ab) => {
    if (aa === 0 || bb === 0) return;
    sum += ab / Math.sqrt(aa * bb);
    rows += 1;
  });
  return sum / rows;
}

const nothing = new Float32Array();

/** Mean norm of the rows. */
const meanSize = (rows: Tensor2D): Reading => ({
  parts: [(rows.square() as Tensor2D).sum(1, true)],
  value: ([squares = nothing]) => squares.reduce((sum, one) => sum + Math.sqrt(one), 0) / squares.length,
});

/**
 * Of the rule's own error memory: mean norm of the rows of the run's samples, and for the measured samples the mean norm of the difference to
 * what would be stored at the current weights, and their mean cosine. Rules without a memory have no values.
 */
export const errorMemory: SampleMeasure = {
  kind: 'samples',
  name: 'Error memory',
  sentence: 'How large F³’s stored errors are, and how much they differ from the errors now.',
  source: 'A view of this lab; all samples for the size, the first 1,000 for the rest',
  per: 'network',
  unit: { size: 'number', difference: 'number', cosine: 'cosine' },
  series: {
    size: 'Mean size of the stored errors',
    difference: 'Mean size of the difference to the error now',
    cosine: 'Mean cosine to the error now',
  },
  needsDeltas: false,
  needsErrors: false,
  take: ({ memory }) => {
    const held = memory();
    if (!held) return { size: [undefined], difference: [undefined], cosine: [undefined] };
    const { all, stored, now } = held;
    const width = stored.shape[1];
    return {
      size: [meanSize(all)],
      difference: [meanSize(stored.sub(now))],
      cosine: [{ parts: [stored, now], value: ([a = nothing, b = nothing]) => meanCosine(a, b, width) }],
    };
  },
};
