/** The project's training step as in the app: gather the batch, train, and read losses back together. */
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import { createRun } from '../../src/core/run/run';
import type { Dataset } from '../../src/core/samples/dataset';
import { configOf, dataOf, type Shape } from '../shapes';
import type { MakeTrainer, Trainer } from './runner';

/** A step number that is never reached, so that nothing is reported. */
const ONE = { maxSteps: 1, skipStepDetails: true };

async function createTrainer(shape: Shape, rule: RuleId, data: Dataset, kernels: Kernels): Promise<Trainer> {
  const spec = { ...configOf(shape, rule), epochs: 10_000 };
  const { events, settled } = createRun(spec, data, { kernels });
  // The network is built; nothing is trained yet.
  await events.next();
  return {
    step: async () => {
      let report = await events.next(ONE);
      while (!report.done && report.value.type !== 'progress') report = await events.next();
      // A step of nothing would be the fastest of all.
      if (report.done) throw new Error('The training has ended, perhaps because it diverged.');
    },
    settle: settled,
    dispose: () => void events.return(),
  };
}

/** Subjects are rules. */
export function labTrainers(kernels: Kernels): MakeTrainer {
  let cached: { readonly id: string; readonly data: Dataset } | undefined;
  return (shape, subject, mnist) => {
    if (cached?.id !== shape.id) cached = { id: shape.id, data: dataOf(shape, mnist) };
    return createTrainer(shape, subject as RuleId, cached.data, kernels);
  };
}
