/** What training needs of a data set: typed arrays and how to read them. No tensors, no parsing. */

/** One part of a data set, `size` samples in a fixed order; a sample's index is its name for the error memory. */
export interface Split {
  readonly size: number;
  /** [size, inputs], row by row. */
  readonly inputs: Uint8Array | Float32Array;
  readonly targets:
    | { readonly kind: 'classes' /** [size], 0 … C-1 */; readonly labels: Uint8Array }
    | { readonly kind: 'values' /** [size, C] */; readonly values: Float32Array };
}

export interface Dataset {
  readonly id: string;
  /** n_0 */
  readonly inputs: number;
  /** C */
  readonly outputs: number;
  /** An input is read as (raw - mean) / deviation: MNIST's (px/255 - 0.1307)/0.3081 in raw units of a pixel. */
  readonly mean: number;
  readonly deviation: number;
  readonly train: Split;
  readonly test: Split;
}
