/** How long a run trains before it reports progress. */
import { now } from './clock';

/** Training stops at the first limit reached and reports progress; events already due come first. */
export interface ReportLimit {
  /** Also requests each step's loss and weight change, unless `skipStepDetails` is set. */
  readonly maxSteps?: number;
  readonly maxMilliseconds?: number;
  /** Reads nothing back for single steps. */
  readonly skipStepDetails?: boolean;
  /** No other run computes meanwhile, so steps can be timed. */
  readonly exclusive?: boolean;
}

export interface ReportBudget {
  /** Starts a new budget; `undefined` continues the current one. */
  readonly set: (limit: ReportLimit | undefined) => void;
  /** Each step's loss and weight change are requested. */
  readonly wantsStepDetails: () => boolean;
  readonly exclusive: () => boolean;
  readonly exhausted: () => boolean;
  /** Call after each batch. @param steps 0 for work that takes time but is no training step */
  readonly count: (steps?: number) => void;
}

export function createReportBudget(): ReportBudget {
  let stepsLeft = Number.POSITIVE_INFINITY;
  let deadline = Number.POSITIVE_INFINITY;
  let fresh = true;
  let exclusive = false;
  let skipStepDetails = false;
  return {
    set: (limit) => {
      if (limit === undefined) return;
      exclusive = limit.exclusive ?? false;
      skipStepDetails = limit.skipStepDetails ?? false;
      stepsLeft = limit.maxSteps ?? Number.POSITIVE_INFINITY;
      deadline = now() + (limit.maxMilliseconds ?? Number.POSITIVE_INFINITY);
      fresh = true;
    },
    wantsStepDetails: () => !skipStepDetails && Number.isFinite(stepsLeft),
    exclusive: () => exclusive,
    // At least one batch per budget, however short the time.
    exhausted: () => stepsLeft <= 0 || (!fresh && now() >= deadline),
    count: (steps = 1) => {
      stepsLeft -= steps;
      fresh = false;
    },
  };
}
