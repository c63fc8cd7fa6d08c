/** Size of one step's weight change. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import '../ops';
import { rootMean } from '../measures/norms';
import { readAll } from '../measures/taking/read';
import type { ProgressEvent } from '../run/events';
import type { RunState } from '../run/state';

/**
 * ‖ΔW_i‖ and ‖W_i‖ before the update, of the layers that learn in this worker.
 * @param before W of the last layers before the update; disposed here
 */
export async function movement(
  { net }: RunState,
  before: readonly Tensor2D[],
): Promise<NonNullable<ProgressEvent['moved']>> {
  const elsewhere = net.layers.length - before.length;
  const own = net.layers.slice(elsewhere);
  const values = await readAll(() => [
    ...own.map(({ weights }, i) => rootMean(() => weights.sub(before[i] as Tensor2D))),
    ...before.map((W) => rootMean(() => W)),
  ]);
  for (const W of before) W.dispose();
  return {
    first: elsewhere + 1,
    by: values.slice(0, before.length),
    of: values.slice(before.length),
  };
}
