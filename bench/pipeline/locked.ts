/** Rules under update locking in two stages, whole batches and micro-batches, against one worker: what update locking leaves to gain. */
import type { RuleId } from '../../src/core/rules';
import { type Calibration, judgedOf, type Round, takeTurns } from '../node/threadTimes';
import type { LockedResult } from '../results';
import type { Shape } from '../shapes';
import { median } from '../statistics';
import type { PipelineTurn } from './findings';
import type { TurnTask } from './stagesProcess';

interface LockedWay {
  readonly rule: RuleId;
  readonly stages: number;
  readonly microBatches: number;
}

/** One worker of a rule stands before its stages. */
export const lockedWays: readonly LockedWay[] = (['bp', 'dfa'] as const).flatMap((rule) => [
  { rule, stages: 1, microBatches: 1 },
  ...[1, 4].map((microBatches) => ({ rule, stages: 2, microBatches })),
]);

/** Medians over the rounds that count. @param batches of each turn */
export function lockedResults(
  shape: Shape,
  batches: number,
  rounds: readonly Round<LockedWay, PipelineTurn>[],
): readonly LockedResult[] {
  const { used, judged } = judgedOf(rounds);
  return lockedWays
    .filter(({ stages }) => stages > 1)
    .map((way) => {
      const pairs = used.map(({ turns }) => {
        const alone = [...turns].find(([{ rule, stages }]) => rule === way.rule && stages === 1)?.[1];
        return [alone, turns.get(way)] as const as readonly [PipelineTurn, PipelineTurn];
      });
      const speedUps = pairs.map(([one, own]) => one.msPerStep / own.msPerStep);
      return {
        ...{ shape: shape.id, batch: shape.batch, ...way, batches, rounds: rounds.length, judged },
        msAlone: median(pairs.map(([one]) => one.msPerStep)),
        speedUp: median(speedUps),
        possible: median(pairs.map(([, { possible }]) => possible)),
      };
    });
}

/** @param turn of a process whose stages have one thread each @param batches of each */
export async function lockedPart(
  shape: Shape,
  turn: (task: TurnTask) => Promise<PipelineTurn>,
  calibrate: Calibration['run'],
  batches: number,
  roundCount: number,
): Promise<readonly LockedResult[]> {
  const rounds = await takeTurns(
    lockedWays,
    (way) => turn({ shape, batches, ...way }),
    calibrate,
    roundCount,
  );
  return lockedResults(shape, batches, rounds);
}
