/** Decides whether the next step can be timed: only while no other run computes. */
import { slice } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from '../../network/layer';
import type { RunState } from '../../run/state';

/** Whether the next step is timed. Flushes the backend before the first of several timed steps. */
export async function prepareTiming(run: RunState): Promise<boolean> {
  const { budget, stopwatch } = run;
  if (!budget.exclusive()) {
    stopwatch.interrupt();
    return false;
  }
  if (stopwatch.start()) await flushBackend(run);
  return true;
}

/** Resolves when the backend has finished all queued work. */
export async function flushBackend({ net }: RunState): Promise<void> {
  const { weights } = net.layers[net.layers.length - 1] as NetworkLayer;
  const corner = slice(weights, [0, 0], [1, 1]);
  await corner.data();
  corner.dispose();
}
