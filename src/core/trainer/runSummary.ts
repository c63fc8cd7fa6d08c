/** Last and best results of a run. */
import type { EpochEvent, SummaryEvent } from '../run/events';

/** The last epoch's results, and the best over all epochs. */
export interface RunSummary {
  readonly last: Pick<
    EpochEvent,
    'step' | 'epoch' | 'trainingLoss' | 'testLoss' | 'testAccuracy' | 'stuckSince'
  >;
  readonly bestTestAccuracy: number;
  readonly bestTestLoss: number;
}

/** The summary including one more epoch. */
export function addEpoch(before: RunSummary | undefined, event: EpochEvent): RunSummary {
  const { step, epoch, trainingLoss, testLoss, testAccuracy, stuckSince } = event;
  const numbers = { step, epoch, trainingLoss, testLoss, testAccuracy };
  return {
    last: stuckSince === undefined ? numbers : { ...numbers, stuckSince },
    bestTestAccuracy: Math.max(before?.bestTestAccuracy ?? Number.NEGATIVE_INFINITY, testAccuracy),
    bestTestLoss: Math.min(before?.bestTestLoss ?? Number.POSITIVE_INFINITY, testLoss),
  };
}

/** @param of the fields that every event of the run has */
export function summaryEvent(
  of: Pick<SummaryEvent, 'run'>,
  { last, bestTestAccuracy, bestTestLoss }: RunSummary,
): SummaryEvent {
  const { stuckSince, ...numbers } = last;
  return {
    type: 'summary',
    ...of,
    ...numbers,
    bestTestAccuracy,
    bestTestLoss,
    ...(stuckSince === undefined ? {} : { stuckSince }),
  };
}
