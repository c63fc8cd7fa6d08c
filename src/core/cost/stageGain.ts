/**
 * How much faster stages of a pipeline can train than one worker, under whatever locking a rule has.
 *
 * Source of the ideal: K. Flügel, *Feed-Forward-Only Training of Neural Networks* (thesis, KIT 2021), section 6.5,
 * eq. 6.9 and 6.10, for k stages that take the same time.
 */
import { equalStages, lockedSpeedUp, type StageWork, totalOf } from './lockedStages';
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

/**
 * Stages in a row, each with a worker, and nothing in the way: the first batch passes through all of them, and each further
 * one is done after the slowest stage's time, Σt + (b − 1) max t in place of b Σt.
 * @param stages their seconds for a batch
 */
export function stagesSpeedUp(stages: readonly number[], batches: number): number {
  // Exactly, whatever rounding does.
  if (stages.length < 2) return 1;
  const sum = stages.reduce((a, b) => a + b, 0);
  return sum > 0 ? (batches * sum) / (sum + (batches - 1) * Math.max(...stages)) : 1;
}

/** Eq. 6.9: k stages of a forward and an update slot, of which the next stage waits for the first alone. */
export const idealSpeedUp = (stages: number, batches: number): number =>
  (2 * stages * batches) / (stages + 2 * batches - 1);

/** If nothing delays them. @param stages lowest first, at least one */
export const stagesGain = (stages: readonly StageWork[], pace: Pace): number =>
  isFree(pace)
    ? stagesSpeedUp(stages.map(totalOf), pace.batches)
    : lockedSpeedUp(stages, pace.batches, pace.microBatches, pace.waits === 'backward');

/** With as many stages of one length: eq. 6.9 where nothing waits. */
export const equalGain = (stages: readonly StageWork[], pace: Pace): number =>
  isFree(pace) ? idealSpeedUp(stages.length, pace.batches) : stagesGain(equalStages(stages), pace);
