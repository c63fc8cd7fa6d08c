/**
 * Stages of a pipeline under update locking: as in one worker, every batch goes up through all of them and its deltas come
 * back before the next one is let in. Stages work side by side only on micro-batches, and where their updates need
 * nothing more from each other.
 */

/** What a stage does with a batch, in seconds or any other unit. */
export interface StageWork {
  readonly forward: number;
  /** Deltas for the layers below; 0 where they come from the output. */
  readonly backward: number;
  readonly update: number;
}

export const totalOf = ({ forward, backward, update }: StageWork): number => forward + backward + update;
const sumOf = (stages: readonly StageWork[]): number =>
  stages.reduce((sum, stage) => sum + totalOf(stage), 0);

/**
 * When each stage has done a batch.
 * @param free when each stage has done what came before
 * @param layerwise whether deltas come from the stage above, not from the output
 */
function doneWith(
  stages: readonly StageWork[],
  free: readonly number[],
  microBatches: number,
  layerwise: boolean,
): number[] {
  const at = [...free];
  /** A micro-batch's way through the stages. */
  const pass = (order: readonly number[], work: 'forward' | 'backward'): void => {
    let handed = 0;
    for (const s of order) {
      handed = Math.max(at[s] as number, handed) + (stages[s] as StageWork)[work] / microBatches;
      at[s] = handed;
    }
  };
  const up = [...stages.keys()];
  for (let m = 0; m < microBatches; m++) pass(up, 'forward');
  if (layerwise) for (let m = 0; m < microBatches; m++) pass(up.toReversed(), 'backward');
  const answer = layerwise ? 0 : (at.at(-1) as number);
  return at.map((end, s) => Math.max(end, answer) + (stages[s] as StageWork).update);
}

/**
 * Speed-up over one worker if nothing delays the stages.
 * @param stages lowest first, at least one
 * @param batches 1 or more
 */
export function lockedSpeedUp(
  stages: readonly StageWork[],
  batches: number,
  microBatches: number,
  layerwise: boolean,
): number {
  // Exactly, whatever rounding does.
  if (stages.length < 2) return 1;
  let free = stages.map(() => 0);
  for (let batch = 0; batch < batches; batch++) free = doneWith(stages, free, microBatches, layerwise);
  const end = Math.max(...free);
  return end > 0 ? (batches * sumOf(stages)) / end : 1;
}

/** Layers that belong together. */
export const joinedWork = (layers: readonly StageWork[]): StageWork =>
  layers.reduce(
    (sum, { forward, backward, update }) => ({
      forward: sum.forward + forward,
      backward: sum.backward + backward,
      update: sum.update + update,
    }),
    { forward: 0, backward: 0, update: 0 },
  );

/** As many stages of one length. */
export function equalStages(stages: readonly StageWork[]): StageWork[] {
  const { forward, backward, update } = joinedWork(stages);
  const { length } = stages;
  return stages.map(() => ({
    forward: forward / length,
    backward: backward / length,
    update: update / length,
  }));
}
