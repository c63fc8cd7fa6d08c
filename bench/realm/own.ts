/** The project's own training step as the app does it: batch gathered, trained, its loss read back with others. */
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import { createRun } from '../../src/core/run/run';
import type { Dataset } from '../../src/core/samples/dataset';
import { configOf, dataOf, type Shape } from '../shapes';
import type { MakeTrainer, Trainer } from './realm';

/** A step asked for by number, at which nobody looks. */
const ONE = { maxSteps: 1, unseen: true };

async function createTrainer(shape: Shape, rule: RuleId, data: Dataset, kernels: Kernels): Promise<Trainer> {
  const spec = { ...configOf(shape, rule), epochs: 10_000 };
  const { events, settled } = createRun(spec, data, { kernels });
  // Its network stands; nothing is trained yet.
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
