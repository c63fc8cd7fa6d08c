import { expect, it } from 'vitest';
import { runSpec } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import { waitingRun } from '../newExperiment';
import type { RunRecord } from '../records';
import { outcomeOf } from './outcomes';

const spec = runSpec(defaultExperiment('mnist'), 'bp', 4);
const run: RunRecord = {
  ...waitingRun('e', { id: 'bp-4', spec }, 0),
  ...{ state: 'done', epoch: 3 },
  reached: {
    ...{ trainingLoss: 1, testLoss: 0.5, testAccuracy: 0.9, trainSeconds: 1 },
    ...{ bestTestLoss: 0.4, bestTestAccuracy: 0.95 },
  },
};

it('a kept run’s result, best and last', () => {
  expect(outcomeOf(run)).toMatchObject({
    ...{ seed: 4, epochs: 3 },
    best: { testAccuracy: 0.95, testLoss: 0.4 },
    last: { testAccuracy: 0.9, testLoss: 0.5 },
  });
});

it('none before the first epoch, nor of a run whose worker broke', () => {
  const { reached: _reached, ...waiting } = run;
  expect(outcomeOf({ ...waiting, epoch: 0 })).toBeUndefined();
  expect(outcomeOf({ ...run, state: 'failed' })).toBeUndefined();
});
