/** Steps that can be timed: those during which nothing else computes. */
import { slice } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from '../network/layer';
import type { RunState } from '../run/state';

/** Whether nothing else computes during the next step; then what was asked of the backend before is waited for. */
export async function runsAlone(run: RunState): Promise<boolean> {
  const { pace, stopwatch } = run;
  if (!pace.alone()) {
    stopwatch.interrupt();
    return false;
  }
  if (stopwatch.start()) await settled(run);
  return true;
}

/** All that was asked of the backend is done. */
export async function settled({ net }: RunState): Promise<void> {
  const { weights } = net.layers[net.layers.length - 1] as NetworkLayer;
  const corner = slice(weights, [0, 0], [1, 1]);
  await corner.data();
  corner.dispose();
}
