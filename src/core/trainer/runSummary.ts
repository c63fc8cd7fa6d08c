/** What the epochs of a run have come to so far. */
import type { EpochEvent, SummaryEvent } from '../run/events';

/** The last epoch's numbers and the best of all; undefined before the first. */
export interface RunSummary {
  readonly last: Pick<
    EpochEvent,
    'step' | 'epoch' | 'trainingLoss' | 'testLoss' | 'testAccuracy' | 'stuckSince'
  >;
  readonly bestTestAccuracy: number;
  readonly bestTestLoss: number;
}

/** With one epoch more. */
export function addEpoch(before: RunSummary | undefined, event: EpochEvent): RunSummary {
  const { step, epoch, trainingLoss, testLoss, testAccuracy, stuckSince } = event;
  const numbers = { step, epoch, trainingLoss, testLoss, testAccuracy };
  return {
    last: stuckSince === undefined ? numbers : { ...numbers, stuckSince },
    bestTestAccuracy: Math.max(before?.bestTestAccuracy ?? Number.NEGATIVE_INFINITY, testAccuracy),
    bestTestLoss: Math.min(before?.bestTestLoss ?? Number.POSITIVE_INFINITY, testLoss),
  };
}

/** @param of what every event of that run begins with */
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
