/** The project's training step as in the app: gather the batch, train, and read losses back together. */
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import { createRun } from '../../src/core/run/run';
import type { Dataset } from '../../src/core/samples/dataset';
import { configOf, dataOf, type Shape } from '../shapes';
import type { MakeTrainer, Trainer } from './realm';

/** A step number that is never reached, so that nothing is reported. */
const ONE = { maxSteps: 1, skipStepDetails: true };

async function createTrainer(shape: Shape, rule: RuleId, data: Dataset, kernels: Kernels): Promise<Trainer> {
  const spec = { ...configOf(shape, rule), epochs: 10_000 };
  const { events, settled } = createRun(spec, data, { kernels });
  // The network is built; nothing is trained yet.
  await events.next();
  return {
    step: async () => {
      let told = await events.next(ONE);
      while (!told.done && told.value.type !== 'progress') told = await events.next();
    },
    settle: settled,
    dispose: () => void events.return(),
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
