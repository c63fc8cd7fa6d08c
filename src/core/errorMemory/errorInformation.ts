import type { Loss } from '../head/loss';
import type { DelayedRule } from '../rules/rule';
import type { ErrorTransform } from './transforms/errorTransform';

/** What is stored of a visit, and how it is read. */
export interface ErrorInformation {
  readonly remember: DelayedRule['remember'];
  readonly transform: ErrorTransform;
  readonly loss: Loss;
  /** Drops the mean over samples and outputs from the loss's gradient. */
  readonly perSample: boolean;
}
