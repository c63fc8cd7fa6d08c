/** How much faster stages of a pipeline can train than one worker, under whatever locking a rule has. */
import { equalStages, lockedSpeedUp, type StageWork, totalOf } from './lockedStages';
import { idealSpeedUp, stagesSpeedUp } from './measured';
import type { WaitsFor } from './timeline';

/** What sets the pace of a rule's stages. */
export interface Pace {
  /** For which the stages fill and drain once. */
  readonly batches: number;
  /** Of a batch, under update locking. */
  readonly microBatches: number;
  /** What a hidden layer's update waits for. */
  readonly waits: WaitsFor;
}

const isFree = ({ waits }: Pace): boolean => waits === 'nothing' || waits === 'never';

/** If nothing delays them. @param stages lowest first, at least one */
export const stagesGain = (stages: readonly StageWork[], pace: Pace): number =>
  isFree(pace)
    ? stagesSpeedUp(stages.map(totalOf), pace.batches)
    : lockedSpeedUp(stages, pace.batches, pace.microBatches, pace.waits === 'backward');

/** With as many stages of one length: eq. 6.9 where nothing waits. */
export const equalGain = (stages: readonly StageWork[], pace: Pace): number =>
  isFree(pace) ? idealSpeedUp(stages.length, pace.batches) : stagesGain(equalStages(stages), pace);
