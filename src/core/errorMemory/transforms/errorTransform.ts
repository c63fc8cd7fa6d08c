import type { Tensor2D } from '@tensorflow/tfjs-core';

/** F³'s memory contents for a batch, and the values needed to read them. All [N, C] except `mean`. */
export interface Stored {
  /** The result of `remember` at each sample's last visit; y* before the first. */
  readonly E: Tensor2D;
  /** y* */
  readonly target: Tensor2D;
  /** Mean over the samples of the last epoch of the stored target-class entry, Σ_c y*_c E_c, at its end; 1 before. [1, 1] */
  readonly mean: Tensor2D;
}

/** A variant of F³'s error information. Source: Flügel et al. 2023 (v1), section 3.4. */
export interface ErrorTransform {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** Requires classification. */
  readonly needsClasses: boolean;
  /** Applies a softmax to the output before the error is computed. */
  readonly softmax: boolean;
  /** Reads only the correct class's entry, so one number per sample suffices. */
  readonly oneNumber: boolean;
  /** Reads `mean`, which is updated only where needed. */
  readonly aggregated: boolean;
  /** E [N, C] as passed to the rule; default: as stored. */
  readonly read?: (stored: Stored) => Tensor2D;
}
