/** A few real samples and the distribution of columns: what a data set's card shows. Small, plain data. */
import type { Dataset } from '../core/dataset';
import type { DatasetInfo } from './spec';

/** How often values of one column fall into equal parts of its range. */
export interface ColumnShape {
  readonly name: string;
  /** Ends of the range. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export type Preview =
  | {
      readonly kind: 'images';
      readonly count: number;
      /** [count, inputs], bytes. */
      readonly pixels: Uint8Array;
      /** Class of each; empty where there are none. */
      readonly labels: readonly number[];
    }
  | {
      readonly kind: 'points';
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly labels: readonly number[];
    }
  | {
      readonly kind: 'columns';
      /** The first inputs, and the target last. */
      readonly columns: readonly ColumnShape[];
      /** How many inputs are not among them. */
      readonly more: number;
      /** First rows of the same columns, as numbers. */
      readonly rows: readonly (readonly number[])[];
    };

/** Of the training set, from a loaded data set. */
export declare function previewOf(info: DatasetInfo, dataset: Dataset): Preview;
