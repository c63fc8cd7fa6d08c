/** Runs as the notebook has them, for tests. */
import type { RuleId } from '../../core/rules';
import { runIdOf, runSpec } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import type { Reached, RunRecord } from '../records';

export const reachedAt = (accuracy: number, loss = 1 - accuracy): Reached => ({
  trainingLoss: loss,
  testLoss: loss,
  testAccuracy: accuracy,
  bestTestLoss: loss,
  bestTestAccuracy: accuracy,
  trainSeconds: 10,
});

/** A finished run of ten epochs. */
export function doneRun(
  rule: RuleId,
  seed: number,
  accuracy: number,
  more: Partial<RunRecord> = {},
): RunRecord {
  const spec = { ...runSpec(defaultExperiment(), rule, seed), epochs: 10 };
  return {
    ...{
      experiment: 'a',
      id: runIdOf({ rule, seed }),
      spec,
      place: seed,
      state: 'done',
      step: 1200,
      epoch: 10,
    },
    ...{ stepsPerEpoch: 120, parameters: 1000, curveBytes: 0, tags: [], note: '' },
    reached: reachedAt(accuracy),
    ...more,
  };
}
