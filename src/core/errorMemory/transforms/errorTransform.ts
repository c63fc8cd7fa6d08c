import type { Tensor2D } from '@tensorflow/tfjs-core';

/** What F³'s memory holds of a batch's samples, and what is needed to read it. All [N, C] but `mean`. */
export interface Stored {
  /** What `remember` kept at each sample's last visit; y* before the first. */
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
  /** It speaks of the right class, so targets must be classes. */
  readonly needsClasses: boolean;
  /** The output is read through a softmax before the error is taken. */
  readonly softmax: boolean;
  /** Only the right class's entry is read, so that one number per sample is enough. */
  readonly oneNumber: boolean;
  /** It reads `mean`, which is then kept up to date. */
  readonly aggregated: boolean;
  /** E [N, C] as the rule is given it; as it was stored where there is no `read`. */
  readonly read?: (stored: Stored) => Tensor2D;
}
