import type { LossId } from '../head/loss';
import type { DelayedRule, Stores } from '../rules/rule';
import type { ErrorTransform } from './transforms/errorTransform';

/** What is stored of a visit, and how it is read. */
export interface ErrorInformation {
  readonly remember: DelayedRule['remember'];
  /** What `remember` computes, where the rule says so. */
  readonly stores: Stores | undefined;
  readonly transform: ErrorTransform;
  readonly loss: LossId;
  /** Drops the mean over samples and outputs from the loss's gradient. */
  readonly perSample: boolean;
}
