/** The project's training step as the app does it: batch gathered, trained, loss kept for the next reading. */
import { disposeBatch } from '../../src/core/batches';
import type { Dataset } from '../../src/core/dataset';
import type { Kernels } from '../../src/core/network';
import { trainStep } from '../../src/core/passes/step';
import type { RuleId } from '../../src/core/rules';
import {
  batchOf,
  createRun,
  disposeRun,
  epochOrder,
  prepareKernels,
  renewFeedback,
} from '../../src/core/run/state';
import { configOf, dataOf, type Shape } from '../shapes';
import type { MakeTrainer, Trainer } from './realm';

async function createTrainer(shape: Shape, rule: RuleId, data: Dataset, kernels: Kernels): Promise<Trainer> {
  const config = configOf(shape, rule);
  await prepareKernels(config, { kernels });
  const run = createRun(config, data, { kernels });
  const order = epochOrder(run, 1);
  const { net, memories, record, observer } = run;
  let b = 0;
  return {
    step: () => {
      b = (b % run.stepsPerEpoch) + 1;
      renewFeedback(run, 1, b === 1);
      const batch = batchOf(run, order, b);
      const loss = trainStep(net, batch, memories.own, observer);
      run.step += 1;
      record.addLoss(loss);
      disposeBatch(batch);
      loss.dispose();
      if (b === run.stepsPerEpoch) memories.own?.endEpoch();
    },
    settle: async () => {
      await record.take();
    },
    dispose: () => disposeRun(run),
  };
}

/** Subjects are rules. */
export function ownTrainers(kernels: Kernels): MakeTrainer {
  let kept: { readonly id: string; readonly data: Dataset } | undefined;
  return (shape, subject) => {
    if (kept?.id !== shape.id) kept = { id: shape.id, data: dataOf(shape) };
    return createTrainer(shape, subject as RuleId, kept.data, kernels);
  };
}
