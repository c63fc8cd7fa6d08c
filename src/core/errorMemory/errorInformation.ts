import type { LossId } from '../head/loss';
import type { DelayedRule, Stores } from '../rules/rule';
import type { ErrorTransform } from './transforms/errorTransform';

/** What an error memory stores at each visit, and how it is read. */
export interface ErrorInformation {
  readonly remember: DelayedRule['remember'];
  /** Names the result of `remember`, where the rule declares it. */
  readonly stores: Stores | undefined;
  readonly transform: ErrorTransform;
  readonly loss: LossId;
  /** Gradient of each sample's own loss, without the factor 1/(N C) of the mean. */
  readonly perSample: boolean;
}
