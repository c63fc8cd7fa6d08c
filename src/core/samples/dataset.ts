/** What training needs of a data set: typed arrays and how to read them. No tensors, no parsing. */

/** One part of a data set, `size` samples in a fixed order; a sample's index is its name for the error memory. */
export interface Split {
  readonly size: number;
  /**
   * [size, inputs], row by row, raw: pixels stay bytes and columns stay in their own units until they are batched, less
   * the set's `offset` where it has one.
   */
  readonly inputs: Uint8Array | Float32Array;
  /** Changes a sample's standardised inputs [inputs] in place: noise, the same at every visit. */
  readonly corrupt?: (row: Float32Array, sample: number) => void;
  readonly targets:
    | { readonly kind: 'classes' /** [size], 0 … C-1 */; readonly labels: Uint8Array }
    | { readonly kind: 'values' /** [size, C], as they are trained on */; readonly values: Float32Array };
}

export interface Dataset {
  readonly id: string;
  /** n_0 */
  readonly inputs: number;
  /** [channels, height, width] of images; absent for tables and points. */
  readonly shape?: readonly number[];
  /** C */
  readonly outputs: number;
  /**
   * An input is read as (input - mean) / deviation, as it is kept: one number for all inputs (MNIST's
   * (px/255 - 0.1307)/0.3081 in raw units of a pixel), or one for each, [inputs]. A deviation is never 0.
   */
  readonly mean: number | Float32Array;
  readonly deviation: number | Float32Array;
  /**
   * [inputs]: what was taken from each column, in double precision, before it was kept in single precision; absent where
   * nothing was. In the file's unit a value is input + offset, its mean is mean + offset. For showing only.
   */
  readonly offset?: Float64Array;
  /** Values to be predicted: raw = value × deviation + mean, in the target's own unit. For showing only. */
  readonly targetScale?: { readonly mean: number; readonly deviation: number; readonly unit: string };
  readonly train: Split;
  readonly test: Split;
}
