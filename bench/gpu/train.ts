/** Steps of a trainer, timed. */
import type { Trainer } from '../runner/runner';

/** @returns milliseconds until all are recorded, and until the device is done */
export async function train(
  { step, settle }: Trainer,
  steps: number,
): Promise<{ recorded: number; done: number }> {
  const from = performance.now();
  for (let k = 0; k < steps; k++) await step();
  const recorded = performance.now() - from;
  await settle();
  return { recorded, done: performance.now() - from };
}
